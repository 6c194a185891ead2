import {asDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {
	type Inspect, isUnset, rawText, rawTexts,
} from './inspect.js';

/** Which networks the new container is put on, and how. */
export type Networking = {
	/** `NetworkingConfig.EndpointsConfig` of the create body: only the network of `NetworkMode`, for API < 1.44 takes no more than one. */
	readonly endpoints: Readonly<Record<string, EngineDocument>>;
	/** Joined after it was created. */
	readonly connects: ReadonlyArray<{readonly network: string; readonly endpoint: EngineDocument}>;
	/** The network of `NetworkMode`, when somebody has disconnected the container from it. */
	readonly leaves: readonly string[];
	/** `Config.MacAddress`, the only place for it in API < 1.44. */
	readonly macAddress: string | undefined;
};

const alone: Networking = {
	endpoints: {}, connects: [], leaves: [], macAddress: undefined,
};

/** Fields of an endpoint that the engine found out by itself, and finds out again at each start. */
export const foundByEngine: readonly string[] = [
	'NetworkID', 'EndpointID', 'Gateway', 'IPAddress', 'IPPrefixLen', 'IPv6Gateway', 'GlobalIPv6Address', 'GlobalIPv6PrefixLen', 'MacAddress', 'DNSNames',
];

/** Networks that every engine has: no aliases, no addresses of one's own. */
const builtIn = new Set(['bridge', 'host', 'none', 'podman', 'default', 'pasta', 'slirp4netns', 'private']);

export function isBuiltInNetwork(network: string): boolean {
	return builtIn.has(network);
}

/** Reads off an inspect what has to be asked of the engine so that the new container is on the same networks in the same way. */
export function convertNetworking(inspect: Inspect, apiVersion: string): Networking {
	const {networkMode, networks, config} = inspect;
	if (networkMode === 'host' || networkMode.startsWith('container:')) {
		return alone;
	}

	const takesEndpointMac = isAtLeast(apiVersion, '1.44');
	const primary = findPrimary(inspect);
	const endpoints = Object.entries(networks).map(([network, found]) => ({
		network, endpoint: convertEndpoint(found, inspect, isBuiltInNetwork(network), takesEndpointMac),
	}));
	const mac = rawText(config.MacAddress);
	const first = endpoints.find(({network}) => network === primary);
	const firstEndpoint = {...first?.endpoint, ...(takesEndpointMac && mac !== '' && {MacAddress: mac})};
	return {
		endpoints: isUnset(firstEndpoint) ? {} : {[isBuiltInNetwork(primary) ? primary : networkMode]: firstEndpoint},
		connects: endpoints.filter(({network}) => network !== primary),
		// A stopped container that is on no network joins its own at its next start: there is nothing to repeat.
		leaves: first === undefined && (endpoints.length > 0 || inspect.isRunning) ? [primary] : [],
		macAddress: takesEndpointMac || mac === '' ? undefined : mac,
	};
}

/** The key in `Networks` that `NetworkMode` means: a name, an id, the beginning of an id, or `default`. */
function findPrimary({networkMode, networks}: Inspect): string {
	if (Object.hasOwn(networks, networkMode)) {
		return networkMode;
	}

	if (['', 'default', 'bridge', 'private'].includes(networkMode)) {
		return Object.hasOwn(networks, 'podman') ? 'podman' : 'bridge';
	}

	const byId = Object.entries(networks).find(([, endpoint]) => rawText(endpoint.NetworkID).startsWith(networkMode));
	return byId?.[0] ?? networkMode;
}

function convertEndpoint(found: EngineDocument, {shortId}: Inspect, isBuiltIn: boolean, takesMac: boolean): EngineDocument {
	const kept = Object.entries(found).filter(([key, value]) => !foundByEngine.includes(key) && !isUnset(value) && !(isBuiltIn && (key === 'Aliases' || key === 'IPAMConfig')));
	const endpoint: Record<string, unknown> = Object.fromEntries(kept);
	const aliases = rawTexts(endpoint.Aliases).filter(alias => alias !== shortId);
	if (aliases.length > 0) {
		endpoint.Aliases = aliases;
	} else {
		delete endpoint.Aliases;
	}

	const mac = rawText(found.MacAddress);
	return takesMac && mac !== '' && !isDerivedMac(mac, rawText(found.IPAddress)) ? {...endpoint, MacAddress: mac} : endpoint;
}

/** Until version 27 the engine makes the address of an endpoint of its IPv4 address: `02:42:` and four bytes. */
function isDerivedMac(mac: string, ipAddress: string): boolean {
	const bytes = ipAddress.split('.').map(byte => Number(byte).toString(16).padStart(2, '0'));
	return mac === ['02', '42', ...bytes].join(':');
}

/** The addresses that the engine chose, by network. */
export function selectDynamicAddresses({networks}: Inspect): ReadonlyArray<{readonly network: string; readonly address: string}> {
	return Object.entries(networks).flatMap(([network, endpoint]) => {
		const address = rawText(endpoint.IPAddress);
		const wanted = rawText(asDocument(endpoint.IPAMConfig).IPv4Address);
		return address === '' || wanted !== '' ? [] : [{network, address}];
	});
}

/** Whether one version such as `1.44` is another or a later one. */
export function isAtLeast(version: string, wanted: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
	return major === wantedMajor ? minor >= wantedMinor : major > wantedMajor;
}
