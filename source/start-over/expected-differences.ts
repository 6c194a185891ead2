import {asDocuments, asText, asDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import type {PlannedImage, PlannedVolume} from '../replacement.js';
import {selectDynamicAddresses} from './endpoints.js';
import {type Inspect, rawText} from './inspect.js';

/** What will not be the same afterwards though nobody chose it, a sentence each. */
export function describeExpected(inspect: Inspect, image: PlannedImage, volumes: readonly PlannedVolume[]): readonly string[] {
	const {host, config, name} = inspect;
	return [
		...(inspect.isRemovedOnExit ? [`made with --rm: stopping removes the old ${name}, so it cannot be brought back`] : []),
		...describeImage(image),
		...describePorts(inspect),
		...selectDynamicAddresses(inspect).map(({network, address}) => `address ${address} on ${network} may be another one`),
		...(config.Hostname === inspect.shortId && host.UTSMode !== 'host' ? [`host name ${inspect.shortId} is its id, and will be the new id`] : []),
		...volumes.filter(({fate}) => fate === 'kept').map(({target}) => `the volume on ${target} will be a named one: removing the container no longer removes it`),
	];
}

function describeImage({reference, movedTo, choice}: PlannedImage): readonly string[] {
	if (movedTo === undefined) {
		return [];
	}

	return [choice === 'same'
		? `${reference} names another image by now: the new container will name its image by id`
		: `made from the image that ${reference} names now, with that image's defaults`];
}

function describePorts({host, document}: Inspect): readonly string[] {
	const found = rawDocumentLists(asDocument(document.NetworkSettings).Ports);
	const wanted = rawDocumentLists(host.PortBindings);
	const random = Object.entries(wanted).flatMap(([port, bindings]) => bindings.some(({HostPort}) => ['', '0'].includes(rawText(HostPort))) ? [port] : []);
	const ports = host.PublishAllPorts === true ? Object.keys({...found, ...wanted}).filter(port => !Object.hasOwn(wanted, port) || random.includes(port)) : random;
	return ports.map(port => {
		const hostPort = rawText(found[port]?.[0]?.HostPort);
		return hostPort === '' ? `${asText(port)} gets a host port of the engine's choice` : `host port ${asText(hostPort)} -> ${asText(port)} will be another one`;
	});
}

function rawDocumentLists(value: unknown): Readonly<Record<string, readonly EngineDocument[]>> {
	return Object.fromEntries(Object.entries(asDocument(value)).map(([key, list]) => [key, asDocuments(list)]));
}
