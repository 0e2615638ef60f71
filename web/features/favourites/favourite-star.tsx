import { ActionIcon } from '@mantine/core'
import { IconStar } from '@tabler/icons-react'
import type { NearCustomer } from '@tenantry/contract/favourites.ts'
import { useRowStop } from '../../ui/list/row-stop.ts'
import { useIsFavourite, useToggleFavourite } from './favourites.api.ts'
import classes from './favourites.module.css'
import { texts } from './favourites.texts.ts'

/**
 * Marks a customer as a favourite of one's own, and takes the mark off. While it is not known whether it is one, it can be
 * walked to and marked all the same.
 */
export default function FavouriteStar({ customer }: { customer: NearCustomer }) {
  const { id, name, code, type, status } = customer
  const isFavourite = useIsFavourite(id)
  const toggle = useToggleFavourite()
  const label = isFavourite ? texts.remove(name) : texts.add(name)
  return (
    <ActionIcon
      className={classes.star}
      aria-label={label}
      title={label}
      data-on={isFavourite || undefined}
      {...useRowStop()}
      onClick={() => void toggle({ id, name, code, type, status }, !isFavourite)}
    >
      <IconStar size={17} stroke={1.7} fill={isFavourite ? 'currentColor' : 'none'} aria-hidden />
    </ActionIcon>
  )
}
