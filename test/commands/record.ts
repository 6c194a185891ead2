import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {record} from '../../source/commands/record.js';
import type {Recorder} from '../../source/recording/recorder.js';
import {createStore} from '../../source/store/store.js';
import {makeLab} from '../support/states.js';

test('a recording that is ended before it has begun leaves no sign of recording', async t => {
	const store = createStore(makeLab());
	const opened = Promise.withResolvers<Recorder>();
	const stopped = Promise.withResolvers<undefined>();
	const recorder: Recorder = {
		path: 'x.rec', startedAt: 0, bytes: () => 0, failure: Promise.withResolvers<never>().promise, async stop() {
			stopped.resolve(undefined);
		},
	};
	const context = {store, now: () => 0, player: undefined, recording: {recorder: undefined}, startRecorder: async () => opened.promise} as unknown as Context;
	record(context, 'w');
	record(context, 'w');
	opened.resolve(recorder);
	await stopped.promise;
	await new Promise(setImmediate);
	t.is(store.getState().recordingTo, undefined);
});
