{#- Visible leads without an employer whom core.person_work_history says they have left, by the profiles that brought
    their jobs. -#}
select
    'core.lead_past_employers' as core_table,
    'extracted.person_profile' as extracted_table,
    record.workflow_slug,
    concat_ws(' / ', job.linkedin_url, job.company_domain) as entity_key,
    min(record.received_at) as since
from {{ ref('extracted__person_profile') }} as record
{{ join_person('record.linkedin_url') }}
inner join {{ ref('core__leads') }} as lead on {{ person_of('record.linkedin_url') }} = lead.linkedin_url
inner join {{ ref('core__person_work_history') }} as job on lead.linkedin_url = job.linkedin_url
left join {{ ref('core__lead_past_employers') }} as known
    on job.linkedin_url = known.linkedin_url and job.company_domain = known.company_domain
where
    record.rejected_reason is null
    and not job.is_current
    and job.company_domain is not null
    and known.linkedin_url is null
    and not exists (
        select 1
        from {{ ref('core__person_work_history') }} as present
        where
            present.linkedin_url = job.linkedin_url
            and present.company_domain = job.company_domain
            and present.is_current
    )
    and {{ is_compared('core.lead_past_employers', 'extracted.person_profile') }}
group by record.workflow_slug, job.linkedin_url, job.company_domain
