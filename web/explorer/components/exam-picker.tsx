// The dialogs, loaded when they are first opened or after the first page.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { PickerProperties } from "./exam-dialog";

export async function loadPicker(): Promise<ComponentType<PickerProperties>> {
  return (await import("./exam-dialog")).ExamDialog;
}

export async function loadSearch(): Promise<ComponentType<{ onClose: () => void }>> {
  return (await import("./search-dialog")).SearchDialog;
}

function lazy<Properties extends { readonly onClose: () => void }>(load: () => Promise<ComponentType<Properties>>) {
  return function Lazy(properties: Properties) {
    const [Dialog, setDialog] = useState<ComponentType<Properties>>();
    useEffect(() => {
      load().then((dialog) => setDialog(() => dialog), properties.onClose);
    }, []);
    return Dialog === undefined ? null : <Dialog {...properties} />;
  };
}

export const ExamPicker = lazy(loadPicker);
export const SearchPicker = lazy(loadSearch);
