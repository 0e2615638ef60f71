// A mail server in a process of its own, told over IPC what to do. What it does with a mail, its recipient says:
// nobody@… is refused for good, later-N@… N times for now, hangup-N@… is hung up on N times in the middle of DATA,
// silent@… is never answered, held-N@… is kept N times without an answer. Certificate: the package's own, which nobody
// vouches for, unless it is given another.
const { SMTPServer } = await import('smtp-server').catch((error) => {
  process.stderr.write(`The package smtp-server cannot be loaded (npm ci installs it): ${error.message}\n`)
  process.exit(1)
})

const {
  port = 0,
  security = 'none',
  user = null,
  password = null,
  offersSignIn = true,
  certificate = null,
} = JSON.parse(process.argv[2] ?? '{}')
const mails = []
const tries = new Map()

function triesOf(address) {
  const count = (tries.get(address) ?? 0) + 1
  tries.set(address, count)
  return count
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code })
}

const server = new SMTPServer({
  secure: security === 'tls',
  ...certificate,
  disabledCommands: [...(security === 'starttls' ? [] : ['STARTTLS']), ...(offersSignIn ? [] : ['AUTH'])],
  authOptional: user === null,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  onAuth: (auth, _session, done) =>
    auth.username === user && auth.password === password
      ? done(null, { user })
      : done(refusal(535, '5.7.8 Wrong user or password')),
  onRcptTo: ({ address }, _session, done) => {
    const [, most] = /^later-(\d+)@/.exec(address) ?? []
    if (address.startsWith('nobody@')) return done(refusal(550, '5.1.1 There is no such user here'))
    if (most && triesOf(address) <= Number(most)) return done(refusal(451, '4.3.0 Come back later'))
    return done()
  },
  onData: (stream, session, done) => {
    const address = session.envelope.rcptTo[0]?.address ?? ''
    const [, most] = /^hangup-(\d+)@/.exec(address) ?? []
    if (most && triesOf(address) <= Number(most)) return hangUp()
    const chunks = []
    stream.on('data', (chunk) => chunks.push(chunk))
    stream.on('end', () => {
      if (address.startsWith('silent@')) return
      const [, held] = /^held-(\d+)@/.exec(address) ?? []
      mails.push({
        from: session.envelope.mailFrom.address,
        to: address,
        isSecure: session.secure,
        user: session.user ?? null,
        raw: Buffer.concat(chunks).toString('utf8'),
      })
      if (held && triesOf(address) <= Number(held)) return
      done(null, `OK, kept as ${mails.length}`)
    })
  },
})

function hangUp() {
  for (const connection of server.connections) connection._socket.destroy()
}

server.on('error', (error) => {
  // One that listens already has connections that break, as they should.
  if (server.server.listening) return
  process.stderr.write(`The mail server cannot listen: ${error.message}\n`)
  process.exit(1)
})
server.listen(port, '127.0.0.1', () => process.send?.({ port: server.server.address().port }))
process.on('message', () => process.send?.({ mails }))
process.on('disconnect', () => process.exit(0))
