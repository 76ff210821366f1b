// What every part of the page can reach: the line to the server, the address, and the shop's formats.
import { getContext, setContext } from "svelte";
import type { Formats } from "../shared/format";
import type { Address } from "./address.svelte";
import type { Line } from "./line.svelte";

export interface Office {
  line: Line;
  address: Address;
  readonly formats: Formats;
}
const KEY = Symbol("office");

export const setOffice = (office: Office): Office => setContext(KEY, office);
export const useOffice = (): Office => getContext(KEY);
