import type { Next, Request, RequestHandler, Response } from 'restify';

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets through only what was addressed to this machine by its own name (a rebound DNS name is refused) and, from a browser, what
 * our own page sent (another site's form or script is refused). The server itself takes JSON alone, which forms cannot send.
 */
export function localGuard(): RequestHandler {
  return (request: Request, response: Response, next: Next) => {
    const port = request.socket.localPort;
    const own = ownNames.map((name) => `${name}:${port}`);
    const { host, origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const refuse = (message: string): void => {
      response.send(403, { error: { code: 'Forbidden', message } });
      next(false);
    };
    if (!host || !own.includes(host.toLowerCase()))
      return refuse('This address is for this machine alone. Open http://127.0.0.1 with the port that npm start printed.');
    if (origin !== undefined && !own.some((name) => origin.toLowerCase() === `http://${name}`))
      return refuse('Other sites may not talk to the local endpoint.');
    if (site === 'cross-site' && request.method !== 'GET') return refuse('Other sites may not talk to the local endpoint.');
    next();
  };
}
