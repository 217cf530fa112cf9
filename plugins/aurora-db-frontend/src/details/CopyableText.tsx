import { CopyButton } from './CopyButton';
import styles from './CopyableText.module.css';

/**
 * A text with a button that copies it.
 *
 * @param props - `what` names the text, e.g. "Endpoint"
 */
export function CopyableText({ text, what }: { text: string; what: string }) {
  return (
    <>
      <code className={styles.text}>{text}</code>
      <CopyButton text={text} what={what} />
    </>
  );
}
