import type { ContractParameter } from './contract-table';
import type { Value } from './tenant';

const maxDepth = 8;
const maxText = 8_192;

/** Why a value may never be sent, whatever parameter it is for; null when it may. */
export function unsendable(value: Value, depth = 1): string | null {
  if (typeof value === 'string') return unsendableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'is not a finite number';
  if (value === null || typeof value !== 'object') return null;
  if (depth > maxDepth) return `is nested deeper than ${maxDepth}`;
  for (const [name, inner] of Object.entries(value)) {
    const problem = unsendableText(name) ?? unsendable(inner, depth + 1);
    if (problem) return problem;
  }
  return null;
}

function unsendableText(text: string): string | null {
  if (text.length > maxText) return `is longer than ${maxText} characters`;
  if (/\p{Cc}/u.test(text)) return 'holds a control character';
  // With the u flag a lone surrogate is a code point of its own; PowerShell would turn it into U+FFFD.
  return /\p{Cs}/u.test(text) ? 'holds half of a character (a lone surrogate)' : null;
}

/** Why a value does not bind to a parameter's type, or null. PowerShell would convert more; what it converts silently is refused here. */
export function mismatch(value: Value, parameter: ContractParameter): string | null {
  if (value === null) return parameter.nullable ? null : 'cannot be null';
  const { type } = parameter;
  if (type.endsWith('[]') || type === 'List') return listMismatch(Array.isArray(value) ? value : [value], parameter);
  if (value === '' && (parameter.mandatory || type !== 'String')) return 'cannot be empty';
  const expected = expectation(type);
  if (!expected) return `of type ${type} cannot be sent`;
  if (!expected.fits(value)) return `must be ${expected.is}`;
  const { acceptedValues } = parameter;
  const accepted = !acceptedValues || acceptedValues.some((one) => one.toLowerCase() === String(value).toLowerCase());
  return accepted ? null : `must be one of ${acceptedValues.join(', ')}`;
}

function listMismatch(values: Value[], parameter: ContractParameter): string | null {
  const element = {
    ...parameter,
    type: parameter.type === 'List' ? 'String' : parameter.type.slice(0, -2),
    mandatory: true,
    nullable: false,
  };
  for (const value of values) {
    const problem = mismatch(value, element);
    if (problem) return problem;
  }
  return values.length === 0 && parameter.mandatory ? 'cannot be empty' : null;
}

interface Expectation {
  is: string;
  fits(value: Value): boolean;
}

const text: Expectation = { is: 'text', fits: (value) => typeof value === 'string' };
const truth: Expectation = { is: 'true or false', fits: (value) => typeof value === 'boolean' };
const whole: Expectation = { is: 'a whole number', fits: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647 };
const bag: Expectation = { is: 'a table of names and values', fits: (value) => typeof value === 'object' && !Array.isArray(value) };
const guid: Expectation = {
  is: 'a GUID',
  fits: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
};
const moment: Expectation = {
  is: 'a moment in ISO 8601',
  fits: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
};
const count: Expectation = {
  is: 'a whole number or Unlimited',
  fits: (value) => value === 'Unlimited' || (whole.fits(value) && Number(value) >= 0),
};

/** What the pages call Object: text, a list, or a table such as @{Replace=…}. */
const anything: Expectation = { is: 'a value', fits: (value) => value !== null };

/** The closed list of types that are sent. Everything else of the contract (credentials, certificates, live objects) never is. */
function expectation(type: string): Expectation | undefined {
  return Object.hasOwn(expectations, type) ? expectations[type] : undefined;
}

const expectations: Record<string, Expectation> = {
  String: text,
  UserIdParameter: text,
  OUIdParameter: text,
  XdsIdentity: text,
  XdsGlobalRelativeIdentity: text,
  Fqdn: text,
  PhoneNumber: text,
  UserType: text,
  UserEnabledFilter: text,
  LicenseOption: text,
  ExchangeArchivingPolicyOptionsEnum: text,
  DomainStatus: text,
  DomainAuthenticationType: text,
  DomainCapabilities: text,
  LogLevel: text,
  Guid: guid,
  Boolean: truth,
  SwitchParameter: truth,
  Int32: whole,
  Int64: whole,
  Integer: whole,
  Object: anything,
  Unlimited: count,
  'Unlimited<UInt32>': count,
  DateTime: moment,
  IDictionary: bag,
  Hashtable: bag,
  IMicrosoftGraphAssignedLicense: bag,
};
