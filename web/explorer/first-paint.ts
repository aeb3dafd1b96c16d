// Loaded by the document's head, before anything is drawn.
import { restoreTheme } from "./theme";

restoreTheme();
