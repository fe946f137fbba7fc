import { bytePrograms } from "./bytes";
import { containerPrograms } from "./containers";
import { filePrograms } from "./files";
import { findPrograms } from "./find";
import { gitPrograms } from "./git";
import { grepPrograms } from "./grep";
import { hardwarePrograms } from "./hardware";
import { kubernetesPrograms } from "./kubernetes";
import { loadPrograms } from "./load";
import { lookupPrograms } from "./lookups";
import { networkPrograms } from "./network";
import { packagePrograms } from "./packages";
import { processPrograms } from "./processes";
import type { Program } from "./program";
import { readerPrograms } from "./readers";
import { scriptedPrograms } from "./scripted";
import { servicePrograms } from "./services";
import { sessionPrograms } from "./sessions";
import { shellPrograms } from "./shell";
import { systemPrograms } from "./system";
import { textPrograms } from "./text";
import { versionPrograms } from "./versions";

/** Every row of the table; programs of which only the version may be asked come last. */
export const allPrograms: Program[] = [
  filePrograms,
  readerPrograms,
  bytePrograms,
  textPrograms,
  grepPrograms,
  findPrograms,
  scriptedPrograms,
  shellPrograms,
  processPrograms,
  loadPrograms,
  systemPrograms,
  hardwarePrograms,
  servicePrograms,
  sessionPrograms,
  networkPrograms,
  lookupPrograms,
  containerPrograms,
  kubernetesPrograms,
  gitPrograms,
  packagePrograms,
  versionPrograms,
].flat();
