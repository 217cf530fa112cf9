import type { Telemetry } from '../ports/Telemetry';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';

/** Measures the syntheses of a synthesizer. */
export function measuredSynthesizer(
  synthesizer: TemplateSynthesizer,
  telemetry: Pick<Telemetry, 'synthesis'>,
): TemplateSynthesizer {
  return {
    synthesize: (request, options) =>
      telemetry.synthesis(request.environment, () =>
        synthesizer.synthesize(request, options),
      ),
  };
}
