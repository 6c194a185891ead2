import type {EngineInfo} from '../container.js';
import {asDocument, asDocuments} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {type Networking, isBuiltInNetwork} from './endpoints.js';
import {
	isUnset, rawText, rawTextMap, rawTexts,
} from './inspect.js';
import {formatResourceFlags} from './docker-run-resources.js';
import {optional, quoteForShell, repeat} from './shell-words.js';
import {parseBind} from './volumes.js';

/**
 * The `docker run` (or `podman run`) line that makes the same container, quoted for a shell. `own` is a create body without what the image gives by itself.
 * Each further network is a line of its own, for `docker run` takes several only from API 1.44 on.
 */
export function formatDockerRun(name: string, own: EngineDocument, connects: Networking['connects'], {product, cgroupVersion}: EngineInfo): string {
	const host = asDocument(own.HostConfig);
	const endpoints = asDocument(asDocument(own.NetworkingConfig).EndpointsConfig);
	const [endpoint] = Object.values(endpoints).map(value => asDocument(value));
	const [entrypoint, ...entrypointArguments] = rawTexts(own.Entrypoint);
	const words = [
		product,
		'run',
		'-d',
		'--name',
		name,
		...formatConfigFlags(own),
		...formatMountFlags(own, host),
		...formatNetworkFlags(own, host, endpoint ?? {}),
		...formatBehaviourFlags(host, cgroupVersion),
		...formatResourceFlags(host),
		...(entrypoint === undefined ? [] : ['--entrypoint', entrypoint]),
		rawText(own.Image),
		...entrypointArguments,
		...rawTexts(own.Cmd),
	];
	const lines = [words, ...connects.map(({network, endpoint: further}) => [product, 'network', 'connect', ...formatEndpointFlags(further, '--alias'), network, name])];
	return lines.map(line => line.map(word => quoteForShell(word)).join(' ')).join('\n');
}

function formatConfigFlags(own: EngineDocument): readonly string[] {
	return [
		...(own.Tty === true ? ['-t'] : []),
		...(own.OpenStdin === true ? ['-i'] : []),
		...optional('--hostname', own.Hostname),
		...optional('--domainname', own.Domainname),
		...optional('--user', own.User),
		...optional('--workdir', own.WorkingDir),
		...repeat('-e', rawTexts(own.Env)),
		...repeat('--label', Object.entries(rawTextMap(own.Labels)).map(([key, value]) => `${key}=${value}`)),
		...optional('--stop-signal', own.StopSignal),
		...(typeof own.StopTimeout === 'number' ? ['--stop-timeout', String(own.StopTimeout)] : []),
		...formatHealthFlags(asDocument(own.Healthcheck)),
	];
}

function formatHealthFlags(health: EngineDocument): readonly string[] {
	const [kind, ...test] = rawTexts(health.Test);
	if (kind === 'NONE') {
		return ['--no-healthcheck'];
	}

	// The flag takes a shell line only; the words of an exec form are quoted to come out the same.
	const command = kind === 'CMD' ? test.map(word => quoteForShell(word)).join(' ') : test.join(' ');
	return [
		...optional('--health-cmd', command),
		...optional('--health-interval', formatDuration(health.Interval)),
		...optional('--health-timeout', formatDuration(health.Timeout)),
		...optional('--health-start-period', formatDuration(health.StartPeriod)),
		...optional('--health-start-interval', formatDuration(health.StartInterval)),
		...optional('--health-retries', health.Retries),
	];
}

function formatDuration(nanoseconds: unknown): string {
	if (typeof nanoseconds !== 'number' || nanoseconds === 0) {
		return '';
	}

	return nanoseconds % 1e9 === 0 ? `${nanoseconds / 1e9}s` : `${nanoseconds / 1e6}ms`;
}

function formatMountFlags(own: EngineDocument, host: EngineDocument): readonly string[] {
	const binds = rawTexts(host.Binds);
	const mounts = asDocuments(host.Mounts);
	const placed = new Set([...binds.map(bind => parseBind(bind).target), ...mounts.map(({Target}) => rawText(Target))]);
	return [
		...repeat('-v', binds),
		...repeat('-v', Object.keys(asDocument(own.Volumes)).filter(target => !placed.has(target))),
		...repeat('--mount', mounts.map(mount => formatMount(mount))),
		...repeat('--tmpfs', Object.entries(rawTextMap(host.Tmpfs)).map(([target, options]) => options === '' ? target : `${target}:${options}`)),
		...repeat('--volumes-from', rawTexts(host.VolumesFrom)),
		...optional('--volume-driver', host.VolumeDriver),
	];
}

function formatMount(mount: EngineDocument): string {
	const volume = asDocument(mount.VolumeOptions);
	const tmpfs = asDocument(mount.TmpfsOptions);
	const bind = asDocument(mount.BindOptions);
	const driver = asDocument(volume.DriverConfig);
	const fields = [
		['type', mount.Type],
		['source', mount.Source],
		['target', mount.Target],
		['readonly', mount.ReadOnly],
		['bind-propagation', bind.Propagation],
		['bind-nonrecursive', bind.NonRecursive],
		['volume-nocopy', volume.NoCopy],
		['volume-subpath', volume.Subpath],
		['volume-driver', driver.Name],
		...Object.entries(rawTextMap(volume.Labels)).map(([key, value]) => ['volume-label', `${key}=${value}`]),
		...Object.entries(rawTextMap(driver.Options)).map(([key, value]) => ['volume-opt', `${key}=${value}`]),
		['tmpfs-size', tmpfs.SizeBytes],
		['tmpfs-mode', typeof tmpfs.Mode === 'number' ? tmpfs.Mode.toString(8) : undefined],
	];
	return fields.filter(([, value]) => !isUnset(value)).map(([key, value]) => csvField(`${String(key)}=${String(value)}`)).join(',');
}

/** The flag's value is a line of CSV. */
function csvField(field: string): string {
	return /[\n",]/v.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function formatNetworkFlags(own: EngineDocument, host: EngineDocument, endpoint: EngineDocument): readonly string[] {
	const mode = rawText(host.NetworkMode);
	const bindings = Object.entries(asDocument(host.PortBindings)).flatMap(([port, list]) => asDocuments(list).map(binding => formatPort(port, binding)));
	const published = new Set(Object.keys(asDocument(host.PortBindings)));
	return [
		...(isDefaultNetwork(mode) ? [] : ['--network', mode]),
		...formatEndpointFlags(endpoint, '--network-alias'),
		...optional('--mac-address', own.MacAddress),
		...repeat('--link', [...rawTexts(host.Links), ...rawTexts(endpoint.Links)]),
		...repeat('-p', bindings),
		...(host.PublishAllPorts === true ? ['-P'] : []),
		...repeat('--expose', Object.keys(asDocument(own.ExposedPorts)).filter(port => !published.has(port))),
		...repeat('--dns', rawTexts(host.Dns)),
		...repeat('--dns-option', rawTexts(host.DnsOptions)),
		...repeat('--dns-search', rawTexts(host.DnsSearch)),
		...repeat('--add-host', rawTexts(host.ExtraHosts)),
	];
}

function isDefaultNetwork(mode: string): boolean {
	return mode === '' || (isBuiltInNetwork(mode) && mode !== 'host' && mode !== 'none');
}

function formatEndpointFlags(endpoint: EngineDocument, aliasFlag: string): readonly string[] {
	const addresses = asDocument(endpoint.IPAMConfig);
	return [
		...repeat(aliasFlag, rawTexts(endpoint.Aliases)),
		...optional('--ip', addresses.IPv4Address),
		...optional('--ip6', addresses.IPv6Address),
		...repeat('--link-local-ip', rawTexts(addresses.LinkLocalIPs)),
		...(aliasFlag === '--alias' ? repeat('--link', rawTexts(endpoint.Links)) : optional('--mac-address', endpoint.MacAddress)),
	];
}

/** `[ADDRESS:][HOST PORT:]PORT/PROTOCOL` */
function formatPort(port: string, binding: EngineDocument): string {
	const address = rawText(binding.HostIp);
	const hostPort = rawText(binding.HostPort);
	const bracketed = address.includes(':') ? `[${address}]` : address;
	const before = address === '' ? (hostPort === '' ? '' : `${hostPort}:`) : `${bracketed}:${hostPort}:`;
	return `${before}${port.replace(/\/tcp$/v, '')}`;
}

function formatBehaviourFlags(host: EngineDocument, cgroupVersion: 1 | 2 | undefined): readonly string[] {
	const restart = asDocument(host.RestartPolicy);
	const restartName = rawText(restart.Name);
	const log = asDocument(host.LogConfig);
	const logOptions = rawTextMap(log.Config);
	const hasOpenSystemPaths = host.Privileged !== true && Array.isArray(host.MaskedPaths) && host.MaskedPaths.length === 0;
	return [
		...(host.AutoRemove === true ? ['--rm'] : []),
		...(restartName === '' || restartName === 'no' ? [] : ['--restart', isUnset(restart.MaximumRetryCount) ? restartName : `${restartName}:${String(restart.MaximumRetryCount)}`]),
		...(host.Init === true ? ['--init'] : []),
		...(host.Privileged === true ? ['--privileged'] : []),
		...(host.ReadonlyRootfs === true ? ['--read-only'] : []),
		...repeat('--cap-add', rawTexts(host.CapAdd)),
		...repeat('--cap-drop', rawTexts(host.CapDrop)),
		...repeat('--security-opt', [...rawTexts(host.SecurityOpt), ...(hasOpenSystemPaths ? ['systempaths=unconfined'] : [])]),
		...repeat('--group-add', rawTexts(host.GroupAdd)),
		...optional('--pid', host.PidMode),
		...(host.IpcMode === 'private' ? [] : optional('--ipc', host.IpcMode)),
		...optional('--uts', host.UTSMode),
		...optional('--userns', host.UsernsMode),
		...(host.CgroupnsMode === (cgroupVersion === 2 ? 'private' : 'host') ? [] : optional('--cgroupns', host.CgroupnsMode)),
		...optional('--cgroup-parent', host.CgroupParent),
		...(host.Runtime === 'runc' ? [] : optional('--runtime', host.Runtime)),
		...(rawText(log.Type) === 'json-file' && isUnset(logOptions) ? [] : optional('--log-driver', log.Type)),
		...repeat('--log-opt', Object.entries(logOptions).map(([key, value]) => `${key}=${value}`)),
		...repeat('--sysctl', Object.entries(rawTextMap(host.Sysctls)).map(([key, value]) => `${key}=${value}`)),
		...repeat('--storage-opt', Object.entries(rawTextMap(host.StorageOpt)).map(([key, value]) => `${key}=${value}`)),
		...repeat('--annotation', Object.entries(rawTextMap(host.Annotations)).map(([key, value]) => `${key}=${value}`)),
	];
}
