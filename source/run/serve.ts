import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import process from 'node:process';
import {DockdashError, formatError} from '../errors.js';
import {log} from '../log.js';
import type {CommonOptions} from '../options.js';
import {formatScrape, type Scrape} from '../print/metrics-text.js';
import {createOomKills} from '../sampler/oom-kills.js';
import {watchEngine} from '../sampler/watch.js';
import {onSignals} from './exit-code.js';
import {createScrape} from './scrape.js';
import {openWorld} from './world.js';

export type ServeOptions = CommonOptions & {
	readonly port: number;
	/** Address to listen at. */
	readonly listen: string;
};

/**
 * `dockdash serve`: the numbers of all containers for Prometheus, read from the kernel when it asks for them. Resolves with the exit code
 * when it is interrupted. Throws `DockdashError` when it cannot listen there.
 */
export async function runServe(options: ServeOptions): Promise<number> {
	const world = openWorld(options);
	const {engine, source, store, clock} = world;
	const controller = new AbortController();
	const oomKills = createOomKills();
	void watchEngine({
		engine,
		clock,
		dispatch: store.dispatch,
		signal: controller.signal,
		onContainers(changed, gone) {
			source.follow(changed, gone);
			oomKills.forget(gone);
		},
		onEvent: oomKills.note,
	});
	const scrape = createScrape(world, oomKills);
	const server = createServer((request, response) => {
		answer(request, response, scrape).catch((error: unknown) => {
			log('serve', error);
			response.writeHead(500).end(`${formatError(error)}\n`);
		});
	});
	try {
		await listen(server, options);
		process.stderr.write(`Metrics at http://${formatHost(options.listen)}:${options.port}/metrics; Ctrl-C ends it.\n`);
		return await waitForSignal();
	} finally {
		controller.abort();
		server.close();
		server.closeAllConnections();
		source.close();
		engine.close();
	}
}

async function answer({method, url, headers}: IncomingMessage, response: ServerResponse, scrape: () => Scrape): Promise<void> {
	const path = (url ?? '').split('?', 1)[0];
	if (method !== 'GET' && method !== 'HEAD') {
		response.writeHead(405, {allow: 'GET, HEAD'}).end();
	} else if (path === '/metrics') {
		const isOpenMetrics = headers.accept?.includes('application/openmetrics-text') === true;
		const {contentType, text} = await formatScrape(scrape(), isOpenMetrics);
		response.writeHead(200, {'content-type': contentType}).end(method === 'HEAD' ? undefined : text);
	} else if (path === '/') {
		response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end('<!doctype html><title>dockdash</title><p>dockdash: <a href="/metrics">metrics</a></p>\n');
	} else {
		response.writeHead(404).end();
	}
}

async function listen(server: Server, {port, listen: host}: ServeOptions): Promise<void> {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	server.once('error', reject);
	server.listen({port, host}, resolve);
	try {
		await promise;
	} catch (error) {
		throw new DockdashError(describeFailure((error as NodeJS.ErrnoException).code, port, host, error), {cause: error});
	}
}

function describeFailure(code: string | undefined, port: number, host: string, error: unknown): string {
	switch (code) {
		case 'EADDRINUSE': {
			return `Port ${port} at ${host} is taken: another one is chosen with --port.`;
		}

		case 'EACCES': {
			return `Port ${port} may not be used by you: one above 1023 may.`;
		}

		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND': {
			return `${host} is no address of this machine: --listen takes one, such as 127.0.0.1 or 0.0.0.0.`;
		}

		default: {
			return `It cannot listen at ${host}, port ${port}: ${formatError(error)}.`;
		}
	}
}

/** An IPv6 address stands in brackets in a URL. */
function formatHost(host: string): string {
	return host.includes(':') ? `[${host}]` : host;
}

async function waitForSignal(): Promise<number> {
	const ended = Promise.withResolvers<number>();
	const releaseSignals = onSignals(ended.resolve);
	try {
		return await ended.promise;
	} finally {
		releaseSignals();
	}
}
