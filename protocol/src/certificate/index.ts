export { type Certificate, issueCertificate, verifyCertificate } from './certificate.js';
