import test from 'ava';
import type {Reading} from '../source/metrics/reading.js';
import type {Source} from '../source/sampler/sampler.js';
import {takeSnapshot} from '../source/session.js';
import {createState, type Row} from '../source/store/state.js';
import {createStore} from '../source/store/store.js';
import {createTestClock} from './support/clock.js';
import {makeContainer, makeReading} from './support/containers.js';
import {createScriptedEngine} from './support/scripted-engine.js';

/** A snapshot of one container, whose readings come at these milliseconds; when it was done, and what it had. */
async function snapshotOf(readings: ReadonlyArray<readonly [at: number, reading: Reading]>, intervalMilliseconds = 1000): Promise<{readonly at: number; readonly row: Row}> {
	const clock = createTestClock();
	const {engine, containers} = createScriptedEngine();
	const web = makeContainer('web');
	containers.set(web.id, web);
	const store = createStore(createState({
		address: engine.address, intervalMilliseconds, isShowingAll: true, now: 0,
	}));
	const left = [...readings];
	const source: Source = {
		follow: () => [],
		* read() {
			const isDue = left[0] !== undefined && left[0][0] <= clock.now();
			const [, reading] = (isDue ? left.shift() : undefined) ?? [];
			return new Map(reading === undefined ? [] : [[web.id, reading]]);
		},
		readHost: () => undefined,
		look: () => ({}),
		close: () => undefined,
	};
	const snapshot = async (): Promise<number> => {
		await takeSnapshot({
			store, engine, source, clock, hostNamespaces: undefined,
		});
		return clock.now();
	};

	const [at] = await Promise.all([snapshot(), clock.advance(20_000)]);
	return {at, row: store.getState().rows.get(web.id)!};
}

const told = (seconds: number, source: Reading['source'], usageMicroseconds: number): Reading => makeReading(seconds, {source, cpu: {usageMicroseconds}});

test('a snapshot waits for rates from an engine that tells its numbers every five seconds, as Podman does', async t => {
	const {row, at} = await snapshotOf([[200, told(1, 'engine', 0)], [5200, told(6, 'engine', 2_500_000)]]);
	t.is(row.sample?.cpu?.percent, 50);
	t.is(at, 6000);
});

test('at small intervals it waits as long', async t => {
	const {row, at} = await snapshotOf([[200, told(1, 'engine', 0)], [5200, told(6, 'engine', 2_500_000)]], 250);
	t.is(row.sample?.cpu?.percent, 50);
	t.is(at, 5250);
});

test('an engine that tells nothing more is waited for no longer than six seconds', async t => {
	const {row, at} = await snapshotOf([[1000, told(1, 'engine', 0)]]);
	t.is(row.sample?.cpu?.percent, undefined);
	t.is(at, 6000);
});

test('the kernel\'s files need two looks', async t => {
	const {row, at} = await snapshotOf([[0, told(1, 'cgroup', 0)], [0, told(2, 'cgroup', 100_000)]]);
	t.is(row.sample?.cpu?.percent, 10);
	t.is(at, 1000);
});
