import { Anchor, Title } from '@mantine/core'
import { formTexts } from '../../../form.texts.ts'
import { StepHeading } from '../../step-heading.tsx'
import classes from '../../wizard.module.css'
import { useWizardView } from '../../wizard-context.ts'

const words = formTexts.review

/** What each step has to say about itself, with the way back to it. */
export function ReviewFields() {
  const { steps, values, goTo } = useWizardView()
  return (
    <>
      <StepHeading title={words.heading} lead={words.lead} />
      {steps
        .filter((step) => step.hasReview)
        .map((step) => (
          <section key={step.id} className={classes.review} aria-label={step.title}>
            <div className={classes.reviewHead}>
              <Title order={4} className={classes.reviewTitle}>
                {step.title}
              </Title>
              <Anchor
                component="button"
                type="button"
                aria-label={words.changeStep(step.title)}
                onClick={() => goTo(step.id)}
              >
                {words.change}
              </Anchor>
            </div>
            {step.review(values)}
          </section>
        ))}
    </>
  )
}
