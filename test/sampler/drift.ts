import test from 'ava';
import {watchDrift} from '../../source/sampler/drift.js';
import {createTestClock} from '../support/clock.js';

type Case = {
	readonly wanted: string[];
	readonly looks: string[];
	readonly clock: ReturnType<typeof createTestClock>;
	readonly emit: (action: string, id: string) => void;
	readonly end: () => void;
};

/** Looks that take so long, by the clock that the test turns. */
function open(lookMilliseconds = 0): Case {
	const clock = createTestClock();
	const controller = new AbortController();
	const wanted: string[] = [];
	const looks: string[] = [];
	const handle = watchDrift({
		clock,
		wanted: () => wanted,
		async look(id) {
			looks.push(id);
			clock.block(lookMilliseconds);
			if (id === 'bad') {
				throw new Error('gone');
			}
		},
		signal: controller.signal,
	});
	return {
		wanted,
		looks,
		clock,
		emit(action, id) {
			handle({
				type: 'container', action, id, name: '', at: 0, attributes: {},
			});
		},
		end() {
			controller.abort();
		},
	};
}

test('looks at what is on screen, one at a time and once, and at nothing else', async t => {
	const {wanted, looks, clock, end} = open();
	await clock.advance(5000);
	t.deepEqual(looks, []);
	wanted.push('a', 'bad', 'b');
	await clock.advance(1000);
	t.deepEqual(looks, ['a']);
	await clock.advance(60_000);
	t.deepEqual(looks, ['a', 'bad', 'b'], 'one that cannot be looked at stops no other');
	end();
});

test('looks again after minutes, or some time after something was executed, ended or started in it', async t => {
	const {wanted, looks, clock, emit, end} = open();
	wanted.push('a');
	await clock.advance(10_000);
	emit('exec_die', 'a');
	await clock.advance(10_000);
	t.deepEqual(looks, ['a'], 'a health check each second is not to make the engine compare each second');
	await clock.advance(20_000);
	t.deepEqual(looks, ['a', 'a']);
	emit('rename', 'a');
	await clock.advance(4 * 60_000);
	t.deepEqual(looks, ['a', 'a']);
	await clock.advance(2 * 60_000);
	t.deepEqual(looks, ['a', 'a', 'a']);
	end();
});

test('an engine that is slow at it is asked less often', async t => {
	const {wanted, looks, clock, end} = open(3000);
	wanted.push('a', 'b');
	await clock.advance(1000);
	await clock.advance(59_000);
	t.deepEqual(looks, ['a']);
	await clock.advance(10_000);
	t.deepEqual(looks, ['a', 'b']);
	end();
});
