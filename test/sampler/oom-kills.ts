import test from 'ava';
import type {EngineEvent} from '../../source/container.js';
import {createOomKills} from '../../source/sampler/oom-kills.js';

function event(action: string, id = 'hog', type: EngineEvent['type'] = 'container'): EngineEvent {
	return {
		type, action, id, name: id, at: 0, attributes: {},
	};
}

test('what nobody tells of is not known', t => {
	const {count, note} = createOomKills();
	note(event('oom', 'other'));
	note(event('start'));
	note(event('oom', 'hog', 'other'));
	t.is(count('hog', undefined), undefined);
});

test('the kernel counts what is killed while the container lives', t => {
	const {count} = createOomKills();
	t.is(count('hog', 0), 0);
	t.is(count('hog', 2), 2);
});

test('a kill that ends the container takes the kernel\'s count with it: the engine has told of it', t => {
	const {count, note} = createOomKills();
	t.is(count('hog', 0), 0);
	note(event('oom'));
	note(event('die'));
	t.is(count('hog', undefined), 1);
});

test('what both tell of is counted once', t => {
	const {count, note} = createOomKills();
	note(event('oom'));
	t.is(count('hog', 1), 1);
	t.is(count('hog', 3), 3);
	note(event('oom'));
	t.is(count('hog', 3), 3);
});

test('with each new life it goes on from where it was', t => {
	const {count, note} = createOomKills();
	t.is(count('hog', 2), 2);
	for (let life = 1; life <= 3; life++) {
		note(event('oom'));
		note(event('start'));
		t.is(count('hog', 0), 1 + life);
	}
});

test('a new life of which the engine has not told yet takes nothing back', t => {
	const {count, note} = createOomKills();
	t.is(count('hog', 2), 2);
	t.is(count('hog', 0), 2);
	note(event('start'));
	t.is(count('hog', 1), 3);
});

test('a life that began while the engine was away is told by the kernel, which counts from 0 again', t => {
	const {count, note} = createOomKills();
	t.is(count('hog', 5), 5);
	t.is(count('hog', 2), 7);
	t.is(count('hog', 3), 8);
	note(event('oom'));
	note(event('start'));
	t.is(count('hog', 1), 9, 'and the next begins when the engine says so');
});

test('one that is gone is forgotten', t => {
	const {count, note, forget} = createOomKills();
	note(event('oom'));
	forget(['hog']);
	t.is(count('hog', undefined), undefined);
});
