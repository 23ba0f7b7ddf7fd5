'use strict';

/** How Node runs the bot. With a small heap it collects garbage early, instead of growing by what a machine has to spare: a bot at rest needs a third. */
exports.botFlags = ['--max-old-space-size=512'];
