// The dialog that chooses exams, loaded when it is first opened or after the first page.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { PickerProperties } from "./exam-dialog";

export async function loadPicker(): Promise<ComponentType<PickerProperties>> {
  return (await import("./exam-dialog")).ExamDialog;
}

export function ExamPicker(properties: PickerProperties) {
  const [Dialog, setDialog] = useState<ComponentType<PickerProperties>>();
  useEffect(() => {
    loadPicker().then((dialog) => setDialog(() => dialog), properties.onClose);
  }, []);
  return Dialog === undefined ? null : <Dialog {...properties} />;
}
