/** Query strings that an address of the web app and a request of the API read alike. */
export const queryStrings: readonly (readonly [string, unknown])[] = [
  ['', {}],
  ['a=1', { a: '1' }],
  ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
  ['a=', { a: '' }],
  ['a', { a: '' }],
  ['a=x%20y+z', { a: 'x y z' }],
  ['a[]=1', { a: ['1'] }],
  ['a[]=1&a[]=2&a=3', { a: ['1', '2', '3'] }],
  ['a=1&a[]=2', { a: ['1', '2'] }],
  ['filter[name][contains]=x', { filter: { name: { contains: 'x' } } }],
  ['filter%5Bname%5D%5Bin%5D=x&filter[name][in]=y,z', { filter: { name: { in: ['x', 'y,z'] } } }],
  ['filter[name][in]=x, y', { filter: { name: { in: 'x, y' } } }],
  ['filter[name][in][]=x, y', { filter: { name: { in: ['x, y'] } } }],
  ['filter%5Bname%5D%5Bin%5D%5B%5D=x, y&sort=name', { filter: { name: { in: ['x, y'] } }, sort: 'name' }],
  ['filter[name][in][]=x&filter[name][in][]=y', { filter: { name: { in: ['x', 'y'] } } }],
]
