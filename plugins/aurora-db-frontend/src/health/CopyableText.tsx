import { CopyButton } from './CopyButton';
import styles from './CopyableText.module.css';

/** A text for machines with a button that copies it. @param props - `what` names it, e.g. "Endpoint" */
export function CopyableText({ text, what }: { text: string; what: string }) {
  return (
    <>
      <code className={styles.text}>{text}</code>
      <CopyButton text={text} what={what} />
    </>
  );
}
