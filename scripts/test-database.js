'use strict';

/** Runs something on an empty database of its own: an SQLite file (`url` is undefined), or an embedded PostgreSQL. */
async function onDatabase(postgres, work) {
  if (!postgres) return work({ name: 'SQLite' });
  const stop = await require('../test/setup/postgres.js')();
  const { onPostgres } = require('../test/store/on-each-database.ts');
  try {
    await onPostgres(({ url }) => work({ name: 'PostgreSQL', url }));
  } finally {
    await stop();
  }
}

module.exports = { onDatabase };
