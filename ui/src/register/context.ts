// How a screen reaches the register that it stands on.
import { createContext } from "svelte";
import type { Register } from "./register.svelte";
import type { Session } from "./session.svelte";

export const [useRegister, setRegister] = createContext<Register>();
export const [useSession, setSession] = createContext<Session>();
/** Who is at this register. */
export const usePeople = () => useRegister().people;
