{{ missing_in_core(
    'core__company_job_postings', 'extracted__job_posting',
    {'domain': 'record.company_domain', 'job_id': 'record.job_id'},
    condition='record.rejected_reason is null and record.company_domain is not null and record.job_id is not null '
    ~ 'and record.title is not null',
    as_of='updated_at'
) }}
