import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Day, Facts, Id, Moment, Money } from '../ui/values.js';
import { Decision } from './decision.js';
import { UnderwritingState } from './quotation-rows.js';

type Quotation = Shape<'OperatedQuotationDetail'>;

export function QuotationScreen(): ReactNode {
  const { id } = useParams({ from: '/underwriting/$id' });
  const path = { quotation_id: id };
  return (
    <Reading
      queryKey={['quotation', id]}
      read={() => answerOf(engine.GET('/ops/v1/quotations/{quotation_id}', { params: { path } }))}
      every={10_000}
    >
      {(quotation) => <Shown quotation={quotation} />}
    </Reading>
  );
}

function Shown({ quotation }: { readonly quotation: Quotation }): ReactNode {
  const t = useTranslations('quotation');
  const may = useMay();
  const params = { path: { quotation_id: quotation.id } };
  const [decides, setDecides] = useState<'release' | 'decline' | null>(null);
  const reveal = useAct(() => answerOf(engine.POST('/ops/v1/quotations/{quotation_id}/reveal', { params })));
  const shown = reveal.done ?? quotation;
  const waits = quotation.underwriting_state === 'referred' && quotation.proposal !== null;
  return (
    <Page
      title={t('title', { number: quotation.number })}
      beside={<UnderwritingState state={quotation.underwriting_state} />}
      actions={
        <>
          {may('revealQuotation') && reveal.done === undefined ? (
            <button type="button" disabled={reveal.isActing} onClick={() => reveal.act(undefined)}>
              {t('reveal')}
            </button>
          ) : null}
          {waits && may('releaseQuotation') ? (
            <button type="button" className="first" onClick={() => setDecides('release')}>
              {t('release')}
            </button>
          ) : null}
          {waits && may('declineQuotation') ? (
            <button type="button" className="danger" onClick={() => setDecides('decline')}>
              {t('decline')}
            </button>
          ) : null}
        </>
      }
    >
      <Problem failure={reveal.failure} />
      {decides === null ? null : <Decision quotation={quotation} kind={decides} onClose={() => setDecides(null)} />}
      <Facts
        items={[
          [t('id'), <Id value={quotation.id} />],
          [t('product'), `${quotation.operation_code} · ${quotation.product_version}`],
          [t('register'), quotation.register_number],
          [t('insured'), shown.insured_name],
          [t('status'), t(`statuses.${quotation.status}`)],
          [t('diligence'), quotation.enhanced_diligence ? <Badge tone="bad">{t('pep')}</Badge> : undefined],
          [t('created'), <Moment at={quotation.created_at} />],
          [t('expires'), <Moment at={quotation.expires_at} />],
          [
            t('document'),
            reveal.done?.document_url ? (
              <a href={reveal.done.document_url} target="_blank" rel="noreferrer">
                PDF
              </a>
            ) : undefined,
          ],
        ]}
      />
      <Proposal quotation={shown} />
      {shown.variants.map((variant, index) => (
        <Variant key={variant.id} variant={variant} number={index + 1} currency={quotation.currency} />
      ))}
      <Section title={t('answers')}>
        <Answers answers={shown.answers} caption={t('answers')} />
      </Section>
    </Page>
  );
}

function Proposal({ quotation }: { readonly quotation: Quotation }): ReactNode {
  const t = useTranslations('quotation');
  const { proposal, currency } = quotation;
  if (proposal === null) return <p className="notice">{t('noProposal')}</p>;
  return (
    <Section title={t('proposal', { number: proposal.number })}>
      <Facts
        items={[
          [t('made'), <Moment at={proposal.made_at} />],
          [t('method'), `${proposal.installments} × ${proposal.method}`],
          [t('net'), <Money cents={proposal.net} currency={currency} />],
          [t('interest'), <Money cents={proposal.interest} currency={currency} />],
          [t('tax'), <Money cents={proposal.tax} currency={currency} />],
          [
            t('total'),
            <strong>
              <Money cents={proposal.total} currency={currency} />
            </strong>,
          ],
          [t('commission'), <Money cents={proposal.commission} currency={currency} />],
        ]}
      />
      {quotation.schedule.length === 0 ? null : (
        <details>
          <summary>{t('schedule')}</summary>
          <Table
            caption={t('schedule')}
            rows={quotation.schedule}
            keyOf={({ number }) => String(number)}
            empty=""
            columns={[
              { head: t('installment'), cell: ({ number }) => number, figure: true },
              { head: t('due'), cell: ({ due_date }) => <Day on={due_date} /> },
              { head: t('value'), cell: ({ value }) => <Money cents={value} currency={currency} />, figure: true },
            ]}
          />
        </details>
      )}
    </Section>
  );
}

type VariantProps = { readonly variant: Shape<'OperatedVariant'>; readonly number: number; readonly currency: string };

/** What was offered, and each rule that spoke. */
function Variant({ variant, number, currency }: VariantProps): ReactNode {
  const t = useTranslations('quotation');
  const decisions = useTranslations('decision');
  return (
    <Section
      title={t('variant', { number })}
      beside={
        <>
          <Badge tone={decisionTones[variant.decision]}>{decisions(variant.decision)}</Badge>
          {variant.is_proposed ? <Badge tone="calm">{t('proposed')}</Badge> : null}
          <Money cents={variant.total} currency={currency} />
        </>
      }
    >
      <Table
        caption={t('rules')}
        rows={variant.evaluations}
        keyOf={({ code }) => code}
        empty={t('noRules')}
        columns={[
          { head: t('rule'), cell: ({ code }) => <code>{code}</code> },
          { head: t('says'), cell: ({ text }) => text },
          {
            head: t('decision'),
            cell: ({ decision }) => <Badge tone={decisionTones[decision]}>{decisions(decision)}</Badge>,
          },
        ]}
      />
      {variant.answers.length === 0 ? null : (
        <details>
          <summary>{t('answers')}</summary>
          <Answers answers={variant.answers} caption={t('answers')} />
        </details>
      )}
    </Section>
  );
}

const decisionTones = { approve: 'good', refer: 'wait', decline: 'bad' } as const;

type AnswersProps = { readonly answers: readonly Shape<'OperatedAnswer'>[]; readonly caption: string };

function Answers({ answers, caption }: AnswersProps): ReactNode {
  const t = useTranslations('quotation');
  return (
    <Table
      caption={caption}
      rows={answers}
      keyOf={({ code }) => code}
      empty={t('noAnswers')}
      columns={[
        { head: t('question'), cell: ({ question }) => question },
        { head: t('answer'), cell: ({ text }) => text },
      ]}
    />
  );
}
