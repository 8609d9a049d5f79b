export { ARITHMETIC, type Certificate, type Meaning, THEOREMS } from './certificate.ts';
export { CertificateError, certificateVectors, readCertificate, writeCertificate } from './certificate-json.ts';
export { type Certified, type CertifyOptions, certify } from './certify.ts';
export { type Check, check, type Failure, type Shard, type Verdict } from './checker.ts';
export { type CoqBackend, coqCertificate, coqNumber, coqTheorem } from './coq.ts';
