import { Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { ReactNode } from 'react';
import readable from '../readableText.module.css';
import styles from './ActionDialog.module.css';

/**
 * A dialog that asks before something is done. Escape and its own buttons close it, a click beside it doesn't: nothing typed is lost
 * by accident. Nothing closes it while it `isBusy`.
 */
export function ActionDialog(props: {
  title: string;
  /** In pixels; less where the window is narrower. */
  width?: number;
  isBusy?: boolean;
  onClose: () => void;
  footer: ReactNode;
  children: ReactNode;
}) {
  const {
    title,
    width = 520,
    isBusy = false,
    onClose,
    footer,
    children,
  } = props;
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={isBusy}
      onOpenChange={isOpen => !isOpen && !isBusy && onClose()}
      width={width}
      className={`${styles.dialog} ${readable.readable}`}
    >
      {/* Its cross has an English label that can't be translated; the footer's button does the same. */}
      <DialogHeader className={styles.header}>{title}</DialogHeader>
      <DialogBody className={styles.body}>{children}</DialogBody>
      <DialogFooter className={styles.footer}>{footer}</DialogFooter>
    </Dialog>
  );
}
