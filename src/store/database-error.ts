/** The database cannot be used as it is configured. The message says why and what to do, without secrets: print it alone. */
export class DatabaseError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseError';
  }
}
