import { containerPrograms } from "./containers";
import { filePrograms } from "./files";
import { findPrograms } from "./find";
import { gitPrograms } from "./git";
import { grepPrograms } from "./grep";
import { kubernetesPrograms } from "./kubernetes";
import { networkPrograms } from "./network";
import { packagePrograms } from "./packages";
import { processPrograms } from "./processes";
import type { Program } from "./program";
import { readerPrograms } from "./readers";
import { scriptedPrograms } from "./scripted";
import { servicePrograms } from "./services";
import { shellPrograms } from "./shell";
import { systemPrograms } from "./system";
import { textPrograms } from "./text";
import { versionPrograms } from "./versions";

/** Every row of the table; programs of which only the version may be asked come last. */
export const allPrograms: Program[] = [
  filePrograms,
  readerPrograms,
  textPrograms,
  grepPrograms,
  findPrograms,
  scriptedPrograms,
  shellPrograms,
  processPrograms,
  systemPrograms,
  servicePrograms,
  networkPrograms,
  containerPrograms,
  kubernetesPrograms,
  gitPrograms,
  packagePrograms,
  versionPrograms,
].flat();
