const { open } = require('./memory-folder');
const startPostgres = require('./postgres');

module.exports = async function setUp() {
  const closeFolder = open();
  const stopPostgres = await startPostgres();
  globalThis.endTests = async () => {
    await stopPostgres();
    closeFolder();
  };
};
