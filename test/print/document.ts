import test from 'ava';
import {formatDocument} from '../../source/print/document.js';
import {reduce} from '../../source/store/reducer.js';
import {createState} from '../../source/store/state.js';
import {makeContainer, makeImage} from '../support/containers.js';

test('a time of creation that is not known is null, and no date', t => {
	const container = makeContainer('web', {status: 'created', createdAt: undefined});
	let state = createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: true, now: 1_700_000_000_000,
	});
	state = reduce(state, {type: 'listed', containers: [container]});
	state = reduce(state, {type: 'imagesListed', images: [makeImage('a', {tags: ['a:1'], createdAt: undefined})]});
	t.like(formatDocument(state, state.rows.values().toArray()), {
		containers: {0: {createdAt: null, status: 'created'}},
		images: {0: {createdAt: null}},
	});
});
