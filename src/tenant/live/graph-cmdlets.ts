import { z } from 'zod';
import { project } from '../contract';
import type { Call, Row, Value } from '../tenant';

/** A request to Microsoft Graph, below its address. */
export interface GraphRequest {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  body?: Value;
  /** How many rows are wanted of a list; absent for one object. */
  most?: number;
}

type Parameters = Call['parameters'];

/**
 * The Mg cmdlets that we call, as the requests that they make (microsoftgraph-docs-powershell, each page's «Permissions» links its method). The module of Graph would bring a
 * copy of MSAL that clashes with that of MicrosoftTeams (facts (c)); what people see and export stays the cmdlet.
 */
const cmdlets: Record<string, (parameters: Parameters) => GraphRequest> = {
  'Get-MgUser': ({ UserId, ...parameters }) =>
    UserId === undefined ? listed('/users', parameters) : { method: 'GET', path: `/users/${id(UserId)}${query(parameters)}` },
  'Get-MgUserLicenseDetail': ({ UserId, ...parameters }) => listed(`/users/${id(UserId)}/licenseDetails`, parameters),
  'Get-MgSubscribedSku': (parameters) => listed('/subscribedSkus', parameters),
  'Get-MgGroup': ({ GroupId, ...parameters }) =>
    GroupId === undefined ? listed('/groups', parameters) : { method: 'GET', path: `/groups/${id(GroupId)}${query(parameters)}` },
  'Get-MgDomain': ({ DomainId, ...parameters }) =>
    DomainId === undefined ? listed('/domains', parameters) : { method: 'GET', path: `/domains/${id(DomainId)}` },
  'Update-MgUser': ({ UserId, ...fields }) => ({ method: 'PATCH', path: `/users/${id(UserId)}`, body: camel(fields) }),
  'Set-MgUserLicense': ({ UserId, AddLicenses, RemoveLicenses }) => ({
    method: 'POST',
    path: `/users/${id(UserId)}/assignLicense`,
    body: camel({ ...(AddLicenses !== undefined && { AddLicenses }), ...(RemoveLicenses !== undefined && { RemoveLicenses }) }),
  }),
};

/** Whether a cmdlet is one of Graph's. */
export function isOfGraph(cmdlet: string): boolean {
  return cmdlet.includes('-Mg');
}

/** The request of a call whose parameters have the contract's names; null for a cmdlet that has none. */
export function graphRequest(cmdlet: string, parameters: Parameters): GraphRequest | null {
  return Object.hasOwn(cmdlets, cmdlet) ? cmdlets[cmdlet]!(parameters) : null;
}

const listAnswer = z.object({ value: z.array(z.record(z.string(), z.json())), '@odata.nextLink': z.string().optional() });
const oneAnswer = z.record(z.string(), z.json());

/** The rows of an answer under the cmdlet's names, and where the next page is. Throws `ZodError`. */
export function rowsOf(cmdlet: string, { most }: GraphRequest, body: unknown): { rows: Row[]; next: string | null } {
  const named = (row: Row): Row => project(cmdlet, z.record(z.string(), z.json()).parse(pascal(row)));
  if (most === undefined) return { rows: [named(oneAnswer.parse(body))], next: null };
  const { value, '@odata.nextLink': next = null } = listAnswer.parse(body);
  return { rows: value.map(named), next };
}

const firstPage = 100;

function listed(path: string, parameters: Parameters): GraphRequest {
  const most = parameters.All === true ? Infinity : typeof parameters.Top === 'number' ? parameters.Top : firstPage;
  // What is small and whole takes no paging, and refuses to be asked for it.
  const pages = path === '/users' || path === '/groups';
  return { method: 'GET', path: `${path}${query(parameters, pages ? Math.min(most, 999) : null)}`, most };
}

function query({ Property, Filter }: Parameters, top: number | null = null): string {
  const properties = (Array.isArray(Property) ? Property : Property === undefined ? [] : [Property]).map((one) => lower(String(one)));
  const asked = [
    ...(properties.length > 0 ? [`$select=${encodeURIComponent(properties.join(','))}`] : []),
    ...(typeof Filter === 'string' ? [`$filter=${encodeURIComponent(Filter)}`] : []),
    ...(top === null ? [] : [`$top=${top}`]),
  ];
  return asked.length > 0 ? `?${asked.join('&')}` : '';
}

/** One segment of a path, whatever was typed. */
function id(value: Value | undefined): string {
  const text = String(value ?? '');
  return encodeURIComponent(/^\.*$/.test(text) ? `-${text}` : text);
}

/** Names as Graph has them; `SkuId` in a list of licences too. */
function camel(value: Value): Value {
  return renamed(value, lower);
}

function pascal(value: Value): Value {
  return renamed(value, (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

function lower(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function renamed(value: Value, rename: (name: string) => string): Value {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rename(name), renamed(inner, rename)]));
}
