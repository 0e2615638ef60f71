// Certificates of mail servers for tests, with a key that nothing else uses. One has ended, the other is for a host of
// another name and vouches for itself.
const key = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIB/IsN9tbtxirWOtqFu4UmaMWMVY2QlaAqS7Rxjbox8doAoGCCqGSM49
AwEHoUQDQgAE/YK10Lbm/ShXxLuzWHr4sEqM3CgfGUsVALhsLjXgS+Iir4MYkk7v
GgPY9q1a8GWLRNWz24HNmyx9nBBBAfrBXA==
-----END EC PRIVATE KEY-----
`

export const certificates = {
  /** For this machine, from 2020 to 2021. */
  ended: {
    key,
    cert: `-----BEGIN CERTIFICATE-----
MIIBUzCB+qADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABP2CtdC25v0oV8S7s1h6
+LBKjNwoHxlLFQC4bC414EviIq+DGJJO7xoD2PatWvBli0TVs9uBzZssfZwQQQH6
wVyjPTA7MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQULP1x
bnP1zkh47mvilUWPjtXO3BAwCgYIKoZIzj0EAwIDSAAwRQIhAJVWV4NpBBtLBmWh
/35FMRefTN9rcR0o/eA74ZNKEv1XAiAQirHnJoKgUS/WR1A/Lf8qvU2uiQzhUC+z
3xPBHGme7w==
-----END CERTIFICATE-----
`,
  },
  /** For mail.other.example, for a hundred years. */
  other: {
    key,
    cert: `-----BEGIN CERTIFICATE-----
MIIBrTCCAVWgAwIBAgITffBbIR41WQxva5W8jeKjlwd2ojAKBggqhkjOPQQDAjAd
MRswGQYDVQQDDBJtYWlsLm90aGVyLmV4YW1wbGUwIBcNMjYxMTI4MTQzNDI3WhgP
MjEyNjExMDQxNDM0MjdaMB0xGzAZBgNVBAMMEm1haWwub3RoZXIuZXhhbXBsZTBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABP2CtdC25v0oV8S7s1h6+LBKjNwoHxlL
FQC4bC414EviIq+DGJJO7xoD2PatWvBli0TVs9uBzZssfZwQQQH6wVyjcjBwMB0G
A1UdDgQWBBQs/XFuc/XOSHjua+KVRY+O1c7cEDAfBgNVHSMEGDAWgBQs/XFuc/XO
SHjua+KVRY+O1c7cEDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdEQQWMBSCEm1haWwu
b3RoZXIuZXhhbXBsZTAKBggqhkjOPQQDAgNGADBDAiApQ2IWln1gjsTZmaFXzCeb
2hB943xCMG21xkHYa8I2nAIfEq8UqbM0enn1ocqi4KeiwPiQEdS8bhdOkf9+qjAo
zQ==
-----END CERTIFICATE-----
`,
  },
}
