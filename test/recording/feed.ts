import {getEventListeners} from 'node:events';
import test from 'ava';
import {createFeed, follow} from '../../source/recording/feed.js';

test('what is told from the call on comes in order, and who stops listening leaves nothing at the signal', async t => {
	const feed = createFeed<string>();
	const {signal} = new AbortController();
	feed.tell('before');
	const news = follow(feed, signal);
	feed.tell('first');
	feed.tell('second');
	const heard: string[] = [];
	for await (const item of news) {
		heard.push(item);
		if (heard.length === 2) {
			break;
		}
	}

	t.deepEqual(heard, ['first', 'second']);
	t.is(getEventListeners(signal, 'abort').length, 0);
});

test('the signal ends it with its reason', async t => {
	const controller = new AbortController();
	const news = follow(createFeed<string>(), controller.signal)[Symbol.asyncIterator]();
	const next = news.next();
	controller.abort(new Error('enough'));
	await t.throwsAsync(next, {message: 'enough'});
	t.is(getEventListeners(controller.signal, 'abort').length, 0);
});
