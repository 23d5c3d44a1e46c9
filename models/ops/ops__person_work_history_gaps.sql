{{ jobs_missing_in_core('core__person_work_history') }}
