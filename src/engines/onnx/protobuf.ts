/** The few kinds of fields that an ONNX file has, as Protocol Buffers write them: a key (field number and wire type), then the value. */
export type Bytes = readonly number[];

/** A whole number $\ge 0$ in groups of 7 bits, the lowest first; all but the last are marked. */
const varint = (value: number): Bytes => {
  const groups: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
  return [...groups, rest];
};

const [VARINT, LENGTH, FOUR_BYTES] = [0, 2, 5];

const key = (field: number, wire: number): Bytes => varint(field * 8 + wire);

/** A whole number $\ge 0$. */
export const integer = (field: number, value: number): Bytes => [...key(field, VARINT), ...varint(value)];

/** Single precision, lowest byte first. */
export const floatBytes = (values: readonly number[]): Bytes => {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return [...new Uint8Array(view.buffer)];
};

export const float = (field: number, value: number): Bytes => [...key(field, FOUR_BYTES), ...floatBytes([value])];

/** Whatever has a length: a message, or plain bytes. */
export const message = (field: number, content: Bytes): Bytes => [
  ...key(field, LENGTH),
  ...varint(content.length),
  ...content,
];

export const text = (field: number, value: string): Bytes => message(field, [...new TextEncoder().encode(value)]);
