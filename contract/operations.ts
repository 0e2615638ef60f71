import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { exportAuditEvents, listAuditEvents } from './audit-events.ts'
import { createBulkChange, getBulkChange, listBulkChanges, undoBulkChange } from './bulk-changes.ts'
import { createContact, deleteContact, getContact, listContacts, updateContact } from './customer-contacts.ts'
import { copyCustomer } from './customer-copy.ts'
import { listCustomerDrafts } from './customer-draft-list.ts'
import { createCustomerDraft, deleteCustomerDraft, getCustomerDraft, updateCustomerDraft } from './customer-drafts.ts'
import { findCustomerDuplicates } from './customer-duplicates.ts'
import { getCustomerFormSettings, updateCustomerFormSettings } from './customer-form-settings.ts'
import { listCustomers } from './customer-list.ts'
import { mergeCustomer } from './customer-merges.ts'
import {
  createCustomerTemplate,
  deleteCustomerTemplate,
  getCustomerTemplate,
  listCustomerTemplates,
  updateCustomerTemplate,
} from './customer-templates.ts'
import { createCustomer, getCustomer, suggestCode, updateCustomer } from './customers.ts'
import {
  createDeviceClass,
  deleteDeviceClass,
  getDeviceClass,
  listDeviceClasses,
  setDeviceClassTypes,
  updateDeviceClass,
} from './device-classes.ts'
import { createDevice, deleteDevice, getDevice, listDevices, moveDevice, updateDevice } from './devices.ts'
import { createEnrollmentToken, enrollDevices, listEnrollmentTokens, revokeEnrollmentToken } from './enrollments.ts'
import { createEntity, deleteEntity, updateEntity } from './entities.ts'
import { getEntity, listAllEntities, listEntities } from './entity-list.ts'
import { exportContacts, exportCustomers, exportDevices, exportEntities, exportLicenseLedger } from './exports.ts'
import { addFavourite, listFavourites, listRecents, recordRecent, removeFavourite } from './favourites.ts'
import { listFullestLicenses } from './fullest-licenses.ts'
import { listImportChanges } from './import-changes.ts'
import { listImportProblemGroups, listImportProblems, listImportShortages } from './import-problems.ts'
import {
  cancelImport,
  checkImport,
  createImport,
  downloadImportErrors,
  downloadImportTemplate,
  getImport,
  listImports,
  startImport,
  undoImport,
  updateImport,
} from './imports.ts'
import { acceptInvitation, readInvitation, renewInvitation } from './invitations.ts'
import {
  getCustomerLicenseAlerts,
  getLicenseAlerts,
  getNewCustomerAlerts,
  listCustomerLicenseAlerts,
  listLicenseAlerts,
  previewCustomerLicenseAlert,
  previewLicenseAlert,
  previewNewCustomerAlert,
  setCustomerLicenseAlerts,
  setLicenseAlerts,
  testCustomerLicenseAlert,
  testLicenseAlert,
  testNewCustomerAlert,
} from './license-alerts.ts'
import { listLicenseAllotments, listPoolAllotments } from './license-allotments.ts'
import { getLicensePoolHistory } from './license-history.ts'
import { listLicenseLedger } from './license-ledger.ts'
import {
  createLicensePurchase,
  deleteLicensePurchase,
  getLicensePurchase,
  listLicensePurchases,
  updateLicensePurchase,
} from './license-purchases.ts'
import {
  createLicenseRule,
  deleteLicenseRule,
  getLicenseRule,
  listLicenseRules,
  runLicenseRules,
  updateLicenseRule,
} from './license-rules.ts'
import { exportLicenseUsage, getLicenseUsage, listLicenseUsage, totalLicenseUsage } from './license-usage.ts'
import { listLicenseUses } from './license-uses.ts'
import {
  createLicenseType,
  deleteLicenseType,
  getCustomerLicenses,
  getLicensePool,
  getLicenseType,
  listLicenseTypes,
  setCustomerLicenses,
  updateLicenseType,
} from './licenses.ts'
import {
  changeCustomerStatus,
  deleteCustomer,
  getCustomerStatus,
  getRetentionSettings,
  listArchivedCustomers,
  purgeCustomer,
  updateRetentionSettings,
} from './lifecycle.ts'
import { getMailSettings, testMailSettings, updateMailSettings } from './mail-settings.ts'
import { getMail, listMails, listReturnedMails, sendMailAgain, sendOutbox } from './mails.ts'
import { getMe, switchMembership } from './me.ts'
import { createNote, deleteNote, getNote, listNotes, updateNote } from './notes.ts'
import { countNotifications } from './notification-count.ts'
import {
  getNotificationSettings,
  listNotifications,
  readAllNotifications,
  readNotification,
  updateNotificationSettings,
} from './notifications.ts'
import { getOnboarding, updateOnboardingItem } from './onboarding.ts'
import type { Operation } from './operation.ts'
import { listMatchingOrganizations } from './organization-matches.ts'
import { changeType, moveOrganization } from './organization-moves.ts'
import { listOrganizations } from './organizations.ts'
import { updateMe } from './own-name.ts'
import { getProviderSettings, updateProviderSettings } from './provider-settings.ts'
import {
  clearDefaultView,
  createSavedView,
  deleteSavedView,
  getSavedView,
  listSavedViews,
  setDefaultView,
  updateSavedView,
} from './saved-views.ts'
import { searchEverything } from './search.ts'
import { forgetSeenDevice, licenseSeenDevices, listSeenDevices } from './seen-devices.ts'
import { getSetup, setUp } from './setup.ts'
import { createTag, deleteTag, getTag, listTags, updateTag } from './tags.ts'
import { nameAdministrator, sendUserInvitation, withdrawUserInvitation } from './user-invitations.ts'
import { assignOrganizations, getUser, listUsers } from './users.ts'

/** Every operation of the API. The server refuses to start when one of them has no handler. */
export const operations: readonly Operation[] = [
  getSetup,
  setUp,
  getMe,
  updateMe,
  switchMembership,
  listFavourites,
  addFavourite,
  removeFavourite,
  listRecents,
  recordRecent,
  searchEverything,
  listCustomers,
  createCustomer,
  getCustomer,
  updateCustomer,
  suggestCode,
  findCustomerDuplicates,
  listCustomerDrafts,
  createCustomerDraft,
  getCustomerDraft,
  updateCustomerDraft,
  deleteCustomerDraft,
  copyCustomer,
  listCustomerTemplates,
  createCustomerTemplate,
  getCustomerTemplate,
  updateCustomerTemplate,
  deleteCustomerTemplate,
  listSavedViews,
  createSavedView,
  getSavedView,
  updateSavedView,
  deleteSavedView,
  setDefaultView,
  clearDefaultView,
  getCustomerFormSettings,
  updateCustomerFormSettings,
  createBulkChange,
  listBulkChanges,
  getBulkChange,
  undoBulkChange,
  listTags,
  createTag,
  getTag,
  updateTag,
  deleteTag,
  getProviderSettings,
  updateProviderSettings,
  getCustomerStatus,
  changeCustomerStatus,
  deleteCustomer,
  purgeCustomer,
  listArchivedCustomers,
  getRetentionSettings,
  updateRetentionSettings,
  listContacts,
  createContact,
  getContact,
  updateContact,
  deleteContact,
  listEntities,
  listAllEntities,
  createEntity,
  getEntity,
  updateEntity,
  deleteEntity,
  listNotes,
  createNote,
  getNote,
  updateNote,
  deleteNote,
  getOnboarding,
  updateOnboardingItem,
  changeType,
  mergeCustomer,
  listOrganizations,
  listMatchingOrganizations,
  moveOrganization,
  listDevices,
  createDevice,
  getDevice,
  updateDevice,
  moveDevice,
  listEnrollmentTokens,
  createEnrollmentToken,
  revokeEnrollmentToken,
  enrollDevices,
  listSeenDevices,
  listLicenseRules,
  createLicenseRule,
  getLicenseRule,
  updateLicenseRule,
  deleteLicenseRule,
  runLicenseRules,
  licenseSeenDevices,
  forgetSeenDevice,
  deleteDevice,
  listLicenseTypes,
  createLicenseType,
  listDeviceClasses,
  createDeviceClass,
  getDeviceClass,
  updateDeviceClass,
  deleteDeviceClass,
  setDeviceClassTypes,
  updateLicenseType,
  deleteLicenseType,
  getLicensePool,
  getLicensePoolHistory,
  listLicensePurchases,
  createLicensePurchase,
  getLicensePurchase,
  getLicenseType,
  updateLicensePurchase,
  deleteLicensePurchase,
  listFullestLicenses,
  getCustomerLicenses,
  getCustomerLicenseAlerts,
  setCustomerLicenseAlerts,
  previewCustomerLicenseAlert,
  testCustomerLicenseAlert,
  listCustomerLicenseAlerts,
  getLicenseAlerts,
  getNewCustomerAlerts,
  setLicenseAlerts,
  previewLicenseAlert,
  previewNewCustomerAlert,
  testLicenseAlert,
  testNewCustomerAlert,
  listLicenseAlerts,
  setCustomerLicenses,
  listLicenseLedger,
  listLicenseAllotments,
  listPoolAllotments,
  listLicenseUses,
  getLicenseUsage,
  listLicenseUsage,
  totalLicenseUsage,
  exportLicenseUsage,
  createImport,
  listImports,
  getImport,
  updateImport,
  checkImport,
  startImport,
  cancelImport,
  undoImport,
  listImportProblems,
  listImportProblemGroups,
  listImportShortages,
  listImportChanges,
  downloadImportErrors,
  downloadImportTemplate,
  listUsers,
  getUser,
  assignOrganizations,
  sendUserInvitation,
  withdrawUserInvitation,
  nameAdministrator,
  readInvitation,
  acceptInvitation,
  renewInvitation,
  listAuditEvents,
  exportAuditEvents,
  exportCustomers,
  exportEntities,
  exportContacts,
  exportDevices,
  exportLicenseLedger,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  listMails,
  getMail,
  sendMailAgain,
  sendOutbox,
  listReturnedMails,
  getMailSettings,
  updateMailSettings,
  testMailSettings,
  listNotifications,
  countNotifications,
  readNotification,
  readAllNotifications,
  getNotificationSettings,
  updateNotificationSettings,
]
