{{ missing_in_core(
    'core__$table', 'extracted__$kind', {'domain': 'record.company_domain'},
    'record.rejected_reason is null and num_nonnulls($record_names) > 0'
) }}
