import { Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { ReactNode } from 'react';
import readable from '../readableText.module.css';
import styles from './ActionDialog.module.css';

/**
 * A dialog that asks before an action. Escape and its buttons close it. A click outside does not,
 * so that no input is lost. Nothing closes it while `isBusy` is true.
 */
export function ActionDialog(props: {
  title: string;
  /** In pixels; less in a narrow window. */
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
      {/* The close button of @backstage/ui has an English label, so the footer has a button. */}
      <DialogHeader className={styles.header}>{title}</DialogHeader>
      <DialogBody className={styles.body}>{children}</DialogBody>
      <DialogFooter className={styles.footer}>{footer}</DialogFooter>
    </Dialog>
  );
}
