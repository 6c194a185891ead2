import {EngineError, type EngineErrorKind} from '../errors.js';
import {cleanText} from '../text.js';
import {asText, isDocument} from './document.js';

/** What was being done where, for the sentence: `cannot ${task}`. */
export type RequestContext = {
	readonly address: string;
	/** `start the container web`. */
	readonly task: string;
};

/** Our own: no answer in time. */
export const deadlineCode = 'DOCKDASH_DEADLINE';
/** Our own: the ssh program ended; the message is what it said. */
export const sshCode = 'DOCKDASH_SSH';

/** An error that never became an answer (socket, name look-up, TLS, our own deadline), by its code. */
export function convertConnectionError(error: unknown, {address, task}: RequestContext): EngineError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const cause = {cause: error};
	const message = error instanceof Error ? cleanText(reasonOf(error), 500) : '';
	switch (code) {
		case 'ENOENT': {
			return new EngineError('unreachable', `No container engine at ${address}: there is no such socket. Start the engine, or name another with --host.`, cause);
		}

		case 'ECONNREFUSED': {
			return new EngineError('unreachable', `No container engine at ${address}: nothing listens there. Start the engine, or name another with --host.`, cause);
		}

		case 'ENOTFOUND':
		case 'EAI_AGAIN': {
			return new EngineError('unreachable', `No container engine at ${address}: the name of that host is not known. Check it, and the network.`, cause);
		}

		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'EHOSTDOWN':
		case 'ETIMEDOUT': {
			return new EngineError('unreachable', `No container engine at ${address}: that host does not answer. Check the address and the network.`, cause);
		}

		case deadlineCode: {
			return new EngineError('unreachable', `Cannot ${task}: the engine at ${address} does not answer (${message}). It may be overloaded or hanging.`, cause);
		}

		case sshCode: {
			return new EngineError('unreachable', `No container engine at ${address}: ${message || 'ssh ended without a word'}. Check that “ssh” reaches that host without a question, and that “docker” runs there.`, cause);
		}

		case 'ECONNRESET':
		case 'ECONNABORTED':
		case 'EPIPE':
		case 'ERR_STREAM_PREMATURE_CLOSE': {
			return new EngineError('unreachable', `The connection to the engine at ${address} was lost: ${guessLoss(address)}.`, cause);
		}

		case 'EACCES':
		case 'EPERM': {
			return new EngineError('denied', `No permission to use ${address}: run dockdash as root, or join the group that owns the socket (often “docker”).`, cause);
		}

		default: {
			return convertOddConnectionError(code, message, address, cause);
		}
	}
}

function guessLoss(address: string): string {
	const certificate = address.startsWith('https:') ? ', or not accept our certificate (DOCKER_CERT_PATH or the context\'s)' : '';
	return `it may be restarting${certificate}`;
}

/** OpenSSL's messages are lines of a log; what went wrong stands beside them. */
function reasonOf(error: Error): string {
	return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
}

/** TLS and HTTP trouble, of which there are too many codes to list. */
function convertOddConnectionError(code: string, message: string, address: string, cause: ErrorOptions): EngineError {
	if (code.startsWith('HPE_')) {
		return new EngineError('failed', `What answers at ${address} is not a container engine, or wants TLS: check the address.`, cause);
	}

	if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL') || code.includes('CERT') || code.startsWith('UNABLE_TO') || code === 'EPROTO') {
		return new EngineError('denied', `No TLS connection to ${address}: ${message || code}. Check DOCKER_CERT_PATH or the context's certificates.`, cause);
	}

	return new EngineError('failed', `No connection to the engine at ${address}: ${message || code || 'the reason is not known'}.`, cause);
}

/**
 * An answer whose status says no. The kind comes from the status; the engine's own words are only quoted.
 *
 * @param body Parsed JSON of the answer, or its text where it was none.
 */
export function convertStatusError(status: number, body: unknown, {address, task}: RequestContext): EngineError {
	const said = cleanText(wordsOf(body), 1000).trim().replace(/\.$/v, '');
	const reason = said === '' ? `the engine at ${address} answered with status ${status}` : said;
	const sentence = shortenIds(`Cannot ${task}: ${reason}.`);
	const kind = kindOfStatus(status, isDocument(body));
	if (kind === 'denied') {
		return new EngineError(kind, `${sentence} The engine at ${address} does not allow it: its access rules decide.`);
	}

	if (kind === 'unsupported') {
		return new EngineError(kind, `${sentence} This engine or its API version does not know how.`);
	}

	return new EngineError(kind, sentence);
}

/** A document's own sentence, or a plain line as Go's server writes it; a page of a proxy says nothing that the status does not. */
function wordsOf(body: unknown): string {
	if (isDocument(body)) {
		return asText(body['message']) || asText(body['cause']);
	}

	return typeof body === 'string' && /^[^\n<]{1,200}\n?$/v.test(body) ? body : '';
}

/** Whole ids, of which engines are fond, are more than half of such a sentence; their beginning names them as well. */
function shortenIds(text: string): string {
	return text.replaceAll(/\b(?<beginning>[\da-f]{12})[\da-f]{52}\b/gv, '$<beginning>');
}

function kindOfStatus(status: number, isExplained: boolean): EngineErrorKind {
	switch (status) {
		case 401:
		case 403: {
			return 'denied';
		}

		case 404: {
			// An engine that knows the request says in JSON what it did not find; one that does not, or a proxy, answers with a page.
			return isExplained ? 'gone' : 'unsupported';
		}

		case 409: {
			return 'conflict';
		}

		case 405:
		case 501: {
			return 'unsupported';
		}

		case 502:
		case 504: {
			return 'unreachable';
		}

		default: {
			return 'failed';
		}
	}
}
