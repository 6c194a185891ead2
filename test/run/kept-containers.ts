import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {keepStartOvers} from '../../source/run/kept-containers.js';
import {createState} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {createTestClock} from '../support/clock.js';
import {createScriptedEngine} from '../support/scripted-engine.js';

test('old containers are looked at every ten seconds until the dashboard is left, even in the middle of a look', async t => {
	const clock = createTestClock();
	const {engine} = createScriptedEngine();
	const store = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	let looks = 0;
	let onLook = (): void => undefined;
	const context: Pick<Context, 'store' | 'engine' | 'journalFolder' | 'keepMinutes'> = {
		engine,
		journalFolder: '/nowhere',
		keepMinutes: 5,
		store: {
			...store,
			getState() {
				looks++;
				onLook();
				return store.getState();
			},
		},
	};
	const stop = keepStartOvers(context as Context, clock);
	looks = 0;
	await clock.advance(29_999);
	t.is(looks, 2);
	onLook = stop;
	await clock.advance(1);
	t.is(looks, 3);
	await clock.advance(30_000);
	t.is(looks, 3);
});
