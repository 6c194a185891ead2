import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {EngineError} from '../errors.js';
import {convertStatusError, type RequestContext} from './docker-errors.js';

const largestAnswer = 256 * 1024 * 1024;

/** The answer itself when its status is good; 304 is too: what was asked for is so already. */
export async function checkAnswer(message: IncomingMessage, context: RequestContext): Promise<IncomingMessage> {
	const status = message.statusCode ?? 0;
	if ((status >= 200 && status < 300) || status === 304) {
		return message;
	}

	const text = await readText(message);
	let body: unknown = text;
	try {
		body = JSON.parse(text);
	} catch {
		// A page of a proxy, or plain text.
	}

	throw convertStatusError(status, body, context);
}

/** The parsed body of a good answer; undefined when it is empty. */
export async function readAnswer(message: IncomingMessage, context: RequestContext): Promise<unknown> {
	const text = await readText(await checkAnswer(message, context));
	if (text.trim() === '') {
		return undefined;
	}

	try {
		return JSON.parse(text);
	} catch (error) {
		throw new EngineError('failed', `Cannot ${context.task}: the answer of ${context.address} is not JSON.`, {cause: error});
	}
}

async function readText(message: IncomingMessage): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of message as AsyncIterable<Uint8Array>) {
		size += chunk.length;
		if (size > largestAnswer) {
			throw new RangeError(`its answer is longer than ${largestAnswer} bytes`);
		}

		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString('utf8');
}
