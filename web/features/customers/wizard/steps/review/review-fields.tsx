import { Anchor, Title } from '@mantine/core'
import type { FieldErrors } from '../../../../../platform/zod-form.ts'
import { formTexts } from '../../../form.texts.ts'
import { StepHeading } from '../../step-heading.tsx'
import classes from '../../wizard.module.css'
import { useWizardView } from '../../wizard-context.ts'

const words = formTexts.review

/** What each step has to say about itself, with the way back to it. */
export function ReviewFields() {
  const { steps, values, invalid, goTo } = useWizardView()
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
            <Missing errors={invalid[step.id]} />
          </section>
        ))}
    </>
  )
}

/** What a step still needs, told before Create leads back to it. */
function Missing({ errors }: { errors: FieldErrors | undefined }) {
  if (!errors) return null
  const messages = [...new Set(Object.values(errors))]
  return (
    <div className={classes.missing}>
      <strong>{words.missing}:</strong> {messages.join(' · ')}
    </div>
  )
}
