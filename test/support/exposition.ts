export type Exposed = {
	/** Names of all samples. */
	readonly names: ReadonlySet<string>;
	/** Type of each family. */
	readonly types: ReadonlyMap<string, string>;
	/** The value of the sample with that name and exactly these labels. */
	readonly find: (name: string, labels: Readonly<Record<string, string>>) => number | undefined;
};

const sample = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>-?\d[\d.e+\-]*)$/v;
const label = /(?<key>[a-zA-Z_]\w*)="(?<text>(?:[^"\\\n]|\\["\\n])*)"(?:,|$)/gv;

/** Reads Prometheus' text format. Throws where a line is not of it, or a sample comes twice or before its type. */
export function parseExposition(text: string): Exposed {
	const names = new Set<string>();
	const types = new Map<string, string>();
	const values = new Map<string, number>();
	const lines = text.split('\n').filter(one => one !== '' && one !== '# EOF' && !one.startsWith('# HELP '));
	for (const line of lines) {
		const type = /^# TYPE (?<name>\S+) (?<type>counter|gauge)$/v.exec(line)?.groups;
		if (type !== undefined) {
			types.set(type.name!, type.type!);
			continue;
		}

		const {name = '', labels = '', value = ''} = sample.exec(line)?.groups ?? {};
		const found = labels.matchAll(label).toArray();
		if (name === '' || found.map(([whole]) => whole).join('') !== labels) {
			throw new Error(`This is no line of the format: ${line}`);
		}

		if (!types.has(name) && !types.has(name.replace(/_total$/v, ''))) {
			throw new Error(`${name} has no type`);
		}

		const key = keyOf(name, Object.fromEntries(found.map(({groups}) => [groups!.key!, unescape(groups!.text!)])));
		if (values.has(key)) {
			throw new Error(`It is there twice: ${line}`);
		}

		names.add(name);
		values.set(key, Number(value));
	}

	return {names, types, find: (name, labels) => values.get(keyOf(name, labels))};
}

function unescape(text: string): string {
	return text.replaceAll(/\\(?<sign>["\\n])/gv, (_match, sign: string) => sign === 'n' ? '\n' : sign);
}

function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
	return JSON.stringify([name, Object.entries(labels).toSorted(([one], [other]) => one < other ? -1 : 1)]);
}
