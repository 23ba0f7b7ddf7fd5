import type { Simulator } from '../../src/simulator/simulator';
import type { Call, Row, Value } from '../../src/tenant/tenant';
import { bearerOf, serve, type Answered, type Asked, type Served } from '../microsoft/serve';

/** Microsoft Graph with the simulated tenant behind it: each request is the Mg cmdlet that would make it, asked with the caller's token. */
export function serveGraph(simulator: () => Pick<Simulator, 'call'>): Promise<Served & { answerWith(answer: Answered | null): void }> {
  let instead: Answered | null = null;
  const served = serve(async (asked) => {
    if (instead) {
      const answer = instead;
      instead = null;
      return answer;
    }
    const call = cmdletOf(asked);
    if (!call) return { status: 404, json: { error: { code: 'BadRequest', message: 'Resource not found for the segment.' } } };
    const answer = await simulator().call(call, undefined, { graph: bearerOf(asked) });
    if (answer.outcome === 'done') {
      const rows = answer.output.map((row) => renamed(row));
      return call.one ? { status: 200, json: rows[0] ?? {} } : { status: 200, json: { value: rows } };
    }
    if (answer.outcome === 'unknown') return { status: 500 };
    const code = answer.error.id.split(',')[0]!;
    return { status: statuses[code] ?? 400, json: { error: { code, message: answer.error.message } } };
  });
  return served.then((one) => ({ ...one, answerWith: (answer) => void (instead = answer) }));
}

const statuses: Record<string, number> = {
  Request_ResourceNotFound: 404,
  Authorization_RequestDenied: 403,
  Authentication_ExpiredToken: 401,
  NotConnected: 401,
  Unauthorized: 401,
  TooManyRequests: 429,
  InternalServerError: 503,
};

function cmdletOf({ method, path, query, body }: Asked): (Call & { one: boolean }) | null {
  const [, , area = '', id, what] = path.split('/');
  const select = query.get('$select');
  const options = {
    ...(select && { Property: select.split(',') }),
    ...(query.has('$filter') && { Filter: query.get('$filter') }),
    ...(query.has('$top') && { Top: Number(query.get('$top')) }),
  };
  const json = body === '' ? {} : (JSON.parse(body) as Row);
  const given = upper(json) as Row;
  switch (`${method} ${area}${id === undefined ? '' : '/id'}${what === undefined ? '' : `/${what}`}`) {
    case 'GET users':
      return { cmdlet: 'Get-MgUser', parameters: options, one: false };
    case 'GET users/id':
      return { cmdlet: 'Get-MgUser', parameters: { UserId: id!, ...options }, one: true };
    case 'GET users/id/licenseDetails':
      return { cmdlet: 'Get-MgUserLicenseDetail', parameters: { UserId: id! }, one: false };
    case 'PATCH users/id':
      return { cmdlet: 'Update-MgUser', parameters: { UserId: id!, ...given }, one: true };
    case 'POST users/id/assignLicense':
      return { cmdlet: 'Set-MgUserLicense', parameters: { UserId: id!, ...given }, one: true };
    case 'GET subscribedSkus':
      return { cmdlet: 'Get-MgSubscribedSku', parameters: {}, one: false };
    case 'GET groups':
      return { cmdlet: 'Get-MgGroup', parameters: {}, one: false };
    case 'GET groups/id':
      return { cmdlet: 'Get-MgGroup', parameters: { GroupId: id! }, one: true };
    case 'GET domains':
      return { cmdlet: 'Get-MgDomain', parameters: {}, one: false };
    case 'GET domains/id':
      return { cmdlet: 'Get-MgDomain', parameters: { DomainId: id! }, one: true };
    default:
      return null;
  }
}

function named(value: Value, rename: (name: string) => string): Value {
  if (Array.isArray(value)) return value.map((one) => named(one, rename));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rename(name), named(inner, rename)]));
}

function renamed(value: Value): Value {
  return named(value, (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}

function upper(value: Value): Value {
  return named(value, (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}
