import test, {type ExecutionContext} from 'ava';
import {startSampler, type Sampler} from '../../source/sampler/sampler.js';
import type {Action} from '../../source/store/actions.js';
import {createTestClock, type TestClock} from '../support/clock.js';
import {makeReading} from '../support/containers.js';

type Sampled = {
	readonly clock: TestClock;
	readonly sampler: Sampler;
	/** The time of each tick that the store was told. */
	readonly ticks: number[];
	/** The containers that were looked at, tick by tick. */
	readonly seen: string[];
	/** The time of each closer look. */
	readonly looks: number[];
	/** In how many parts a look comes. */
	parts: number;
	/** How long the next look takes. */
	slowness: number;
	isClosed: boolean;
};

function start(intervalMilliseconds: number, ids: readonly string[] = ['web', 'data']): Sampled {
	const clock = createTestClock();
	const sampled = {clock, ticks: [] as number[], seen: [] as string[], looks: [] as number[], slowness: 0, parts: 1, isClosed: false};
	const sampler = startSampler({
		clock,
		wanted: () => ({processesOf: undefined, confinementOf: undefined, hasCgroups: false, closeUp: undefined, selected: undefined}),
		intervalMilliseconds,
		dispatch(action: Action) {
			if (action.type === 'tick') {
				sampled.ticks.push(action.now);
				sampled.seen.push(action.readings.keys().toArray().join(' '));
			}
		},
		source: {
			follow: () => [],
			* read(isWanted = () => true) {
				clock.block(sampled.slowness);
				sampled.slowness = 0;
				for (let part = 1; part < sampled.parts; part++) {
					yield;
				}

				return new Map(ids.filter(id => isWanted(id)).map(id => [id, makeReading(0)]));
			},
			look() {
				sampled.looks.push(clock.now());
				return {};
			},
			readHost: () => undefined,
			close() {
				sampled.isClosed = true;
			},
		},
	});
	return Object.assign(sampled, {sampler});
}

async function expectTicks(t: ExecutionContext, {clock, ticks}: Sampled, milliseconds: number, expected: readonly number[]): Promise<void> {
	ticks.length = 0;
	await clock.advance(milliseconds);
	t.deepEqual(ticks, expected);
}

test('it looks at once, then each interval, with one dispatch for all containers', async t => {
	const sampled = start(1000);
	t.deepEqual(sampled.ticks, [0]);
	await expectTicks(t, sampled, 3000, [1000, 2000, 3000]);
});

test('a look that takes too long makes the ticks it covers fall out, and is not made up for', async t => {
	const sampled = start(1000);
	sampled.slowness = 2600;
	await expectTicks(t, sampled, 7000, [1000, 4000, 5000, 6000, 7000]);
});

test('a look that ends just before the next tick is not followed by one at once', async t => {
	const sampled = start(1000);
	sampled.slowness = 900;
	await expectTicks(t, sampled, 4000, [1000, 3000, 4000]);
});

test('a look in parts is one tick, and lets others have their turn', async t => {
	const sampled = start(1000);
	sampled.parts = 3;
	const before: number[] = [];
	sampled.clock.schedule(1000, () => {
		before.push(...sampled.ticks);
	});
	await expectTicks(t, sampled, 2000, [1000, 2000]);
	t.deepEqual(before, [], 'its turn came while the first tick was under way');
	t.deepEqual(sampled.seen, ['web data', 'web data', 'web data']);
});

test('stopped while a look is under way, it tells nothing of it', async t => {
	const sampled = start(1000);
	sampled.parts = 3;
	sampled.clock.schedule(1000, sampled.sampler.stop);
	await expectTicks(t, sampled, 5000, []);
});

test('a new container that has its second look while a tick’s is under way is not in that too', async t => {
	const sampled = start(1000);
	const {clock, sampler, seen} = sampled;
	await clock.advance(800);
	sampled.parts = 2;
	seen.length = 0;
	sampler.hurry(['web']);
	await clock.advance(200);
	t.deepEqual(seen, ['web', 'web', 'data']);
});

test('ticks keep to the grid when a machine is late', async t => {
	const sampled = start(1000);
	sampled.clock.block(1300);
	await expectTicks(t, sampled, 1700, [1300, 2000, 3000]);
});

/** A container that is new at `at`, and what is told until 2 s. */
async function meetNewAt(at: number): Promise<Pick<Sampled, 'ticks' | 'seen'>> {
	const {clock, sampler, ticks, seen} = start(1000);
	await clock.advance(at);
	ticks.length = 0;
	seen.length = 0;
	sampler.hurry(['web']);
	await clock.advance(2000 - at);
	return {ticks, seen};
}

test('a new container is looked at at once and after 200 ms, and the others at their ticks as before', async t => {
	t.deepEqual(await meetNewAt(300), {ticks: [300, 500, 1000, 2000], seen: ['web', 'web', 'web data', 'web data']});
});

test('a tick between the two looks leaves out the new one, whose rate would be over too short a time', async t => {
	t.deepEqual(await meetNewAt(900), {ticks: [900, 1000, 1100, 2000], seen: ['web', 'data', 'web', 'web data']});
});

/** When each container was looked at until 5 s, from the moment on in which it is new. */
async function listLooks(newAt: Readonly<Record<string, number>>): Promise<Readonly<Record<string, readonly number[]>>> {
	const {clock, sampler, ticks, seen} = start(1000, Object.keys(newAt));
	for (const [id, at] of Object.entries(newAt)) {
		await clock.advance(at - clock.now());
		sampler.hurry([id]);
	}

	await clock.advance(5000 - clock.now());
	return Object.fromEntries(Object.entries(newAt).map(([id, at]) =>
		[id, ticks.filter((time, index) => time >= at && seen[index]?.split(' ').includes(id))]));
}

test('a tick right after the second look leaves out the new one, whose rate would be over some ms', async t => {
	t.deepEqual(await listLooks({web: 1795}), {web: [1795, 1995, 3000, 4000, 5000]});
});

test('of containers that are new one soon after the other, each has its two looks in its own time', async t => {
	t.deepEqual(await listLooks({web: 3100, data: 3250, cache: 3295}), {web: [3100, 3300, 4000, 5000], data: [3250, 3450, 4000, 5000], cache: [3295, 3495, 4000, 5000]});
});

test('one that starts again at once has two looks of its new life', async t => {
	const {clock, sampler, ticks} = start(1000, ['web']);
	await clock.advance(100);
	sampler.hurry(['web']);
	await clock.advance(150);
	sampler.hurry(['web']);
	await clock.advance(600);
	t.deepEqual(ticks, [0, 100, 300, 500]);
});

test('what has just been opened is looked at once, or when the last look was 200 ms ago, and ticks go on as before', async t => {
	const sampled = start(1000);
	await sampled.clock.advance(400);
	sampled.ticks.length = 0;
	sampled.looks.length = 0;
	sampled.sampler.look();
	await sampled.clock.advance(50);
	sampled.sampler.look();
	sampled.sampler.look();
	await sampled.clock.advance(1600);
	t.deepEqual(sampled.looks, [400, 600, 1000, 2000]);
	t.deepEqual(sampled.ticks, [1000, 2000]);
});

test('a tick right after such a look leaves it out, whose rates would be over too short a time', async t => {
	const sampled = start(1000);
	await sampled.clock.advance(900);
	sampled.looks.length = 0;
	sampled.sampler.look();
	await sampled.clock.advance(1100);
	t.deepEqual(sampled.looks, [900, 2000]);
});

test('stopped, it looks no more and closes its source', async t => {
	const sampled = start(1000);
	sampled.sampler.hurry(['web']);
	sampled.sampler.look();
	sampled.sampler.stop();
	await expectTicks(t, sampled, 5000, []);
	t.true(sampled.isClosed);
});
