import test from 'ava';
import {reduce} from '../../source/store/reducer.js';
import {selectOrderedImages} from '../../source/store/images.js';
import {createState} from '../../source/store/state.js';
import {makeImage} from '../support/containers.js';

test('each named image is followed by the intermediate images it was built on, then come the dangling ones', t => {
	const images = [
		makeImage('step1', {kind: 'intermediate'}),
		makeImage('lost', {kind: 'dangling', parentId: 'sha256:step1'}),
		makeImage('step2', {kind: 'intermediate', parentId: 'sha256:step1'}),
		makeImage('b', {tags: ['b:1', 'host:5000/b'], parentId: 'sha256:step2'}),
		makeImage('a', {tags: ['a:1']}),
	];
	const state = reduce(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}), {type: 'imagesListed', images});
	t.deepEqual(selectOrderedImages(state).map(({image, name, depth}) => [image.id.slice(7), name?.repository, name?.tag, depth]), [
		['a', 'a', '1', 0],
		['b', 'b', '1', 0],
		['b', 'host:5000/b', '', 0],
		['step2', undefined, undefined, 1],
		['step1', undefined, undefined, 2],
		['lost', undefined, undefined, 0],
	]);
});

test('dangling images come youngest first, those of unknown age last', t => {
	const images = [undefined, 1000, 2000, undefined].map((createdAt, index) => makeImage(`lost${index}`, {kind: 'dangling', createdAt}));
	const state = reduce(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}), {type: 'imagesListed', images});
	t.deepEqual(selectOrderedImages(state).map(({image}) => image.id.slice(7)), ['lost2', 'lost1', 'lost0', 'lost3']);
});
