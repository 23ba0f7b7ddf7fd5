'use strict';
// What botbuilder and restify cost when a bot does nothing: the measure for everything else.
const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');
const restify = require('restify');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, (turn) =>
    turn.activity.type === 'message' ? turn.sendActivity(`you said ${turn.activity.text}`) : Promise.resolve(),
  );
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`{"url":"http://127.0.0.1:${server.address().port}","msg":"listening"}\n`));
process.on('SIGTERM', () => process.exit(0));
