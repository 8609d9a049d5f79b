export { type DiscountedMdp, discounted } from './discounted-mdp.ts';
export { actionValues, backupRounding, optimalBackup, type Residual } from './optimal-backup.ts';
export {
  logSoftmax,
  type PolicyWeights,
  policyBackup,
  policyTransition,
  policyWeights,
  softmaxPolicy,
} from './policy-backup.ts';
