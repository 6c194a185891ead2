import test from 'ava';
import {hasFailedAtOnce} from '../../source/sampler/last-words.js';
import {makeContainer, makeDetail} from '../support/containers.js';

test('only what failed at once without a word of the engine is asked for its last words', t => {
	const exited = (change: Parameters<typeof makeDetail>[0]): boolean =>
		hasFailedAtOnce(makeContainer('c', {status: 'exited', detail: makeDetail({exitCode: 1, startedAt: 5000, finishedAt: 5100, ...change})}));
	t.true(exited({}));
	t.false(exited({exitCode: 0}));
	t.false(exited({finishedAt: 9000}), 'it had worked for a while');
	t.false(exited({exitCode: 127, error: 'exec: "x": executable file not found'}), 'the engine says why');
	t.false(hasFailedAtOnce(makeContainer('c')), 'it runs');
	t.true(hasFailedAtOnce(makeContainer('c', {status: 'restarting', detail: makeDetail({exitCode: 255, startedAt: 5000, finishedAt: 5010})})));
});
