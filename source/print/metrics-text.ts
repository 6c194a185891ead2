import {
	Counter, Gauge, Registry, type RegistryContentType,
} from 'prom-client';
import type {HostReading} from '../container.js';
import {containerFamilies, type Scraped} from './exposition.js';

export type Scrape = {
	readonly containers: readonly Scraped[];
	readonly host: HostReading | undefined;
	/** Whether the engine answers; undefined before it could. */
	readonly isUp: boolean | undefined;
};

export type Exposition = {
	readonly contentType: string;
	readonly text: string;
};

const containerLabels = ['id', 'name', 'image'];

/** What one scrape gets: Prometheus' text format, or OpenMetrics where it is wanted. What cannot be told in it, such as a counter below 0, has no line. */
export async function formatScrape({containers, host, isUp}: Scrape, isOpenMetrics: boolean): Promise<Exposition> {
	const registry = new Registry<RegistryContentType>();
	if (isOpenMetrics) {
		registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
	}

	const gauge = (name: string, help: string, value: number | undefined): void => {
		if (value !== undefined) {
			new Gauge({name, help, registers: [registry]}).set(value);
		}
	};

	gauge('dockdash_engine_up', '1 when the container engine answers.', isUp === undefined ? undefined : Number(isUp));
	gauge('machine_cpu_cores', 'CPUs of the machine.', host?.cpus);
	gauge('machine_memory_bytes', 'Memory of the machine.', host?.memoryBytes);
	for (const {name, type, help, labels, read} of containerFamilies) {
		const values = containers.flatMap(scraped => {
			const {container: {id, name: containerName, image}} = scraped;
			const possible = read(scraped).filter(({value}) => Number.isFinite(value) && (type === 'gauge' || value >= 0));
			return possible.map(({labels: own, value}) => ({labels: {id, name: containerName, image, ...own}, value}));
		});
		if (values.length === 0) {
			continue;
		}

		// A counter of the kernel is told as it stands: this one begins at 0 at each scrape.
		const metric = new (type === 'counter' ? Counter : Gauge)({
			name, help, labelNames: [...containerLabels, ...labels], registers: [registry],
		});
		for (const {labels: all, value} of values) {
			metric.inc(all, value);
		}
	}

	return {contentType: registry.contentType, text: await registry.metrics()};
}
