import { has, required, type ToolName, tools } from './tools.ts';

/** Says once, in a line for each tool, what this machine cannot check. */
export const setup = (): void => {
  const names = Object.keys(tools) as ToolName[];
  const unknown = required.find(name => !names.some(known => known === name));
  if (unknown !== undefined) throw new Error(`SOFT_BELLMAN_REQUIRE names ${unknown}, expected ${names.join(', ')}`);
  for (const name of names) {
    if (has(name)) continue;
    const { checks, help } = tools[name];
    const unchecked = `not checked here: ${checks}, for want of ${name} (${help})`;
    if (required.includes(name)) throw new Error(`SOFT_BELLMAN_REQUIRE=${required.join(',')}: ${unchecked}`);
    console.log(unchecked);
  }
};
